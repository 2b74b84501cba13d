import type { VoiceService } from '../../contract/voice-service.ts';
import { check, checkError, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase, SampleAudio } from '../conformance-case.ts';
import { makeWav } from '../containers/wav.ts';

/** Cases about finding the words of a known text in its recording. */
export function alignmentCases(bench: Bench, sample: SampleAudio): ConformanceCase[] {
  return [
    {
      name: 'an alignment has every word of the text, in order and inside the recording',
      run: () => aligns(bench, sample),
    },
    { name: 'another text has less confidence', run: () => doubtsAnotherText(bench, sample) },
    { name: 'an empty text, silence and no audio cannot be aligned', run: () => refusesNothing(bench, sample) },
    { name: 'an alignment that is given up stops', run: () => stops(bench, sample) },
  ];
}

type AlignedSample = Parameters<VoiceService['align']>[0];

function requestOf({ bytes, fileName, text, language }: SampleAudio): AlignedSample {
  return { audio: bytes, text, language, ...(fileName !== undefined && { fileName }) };
}

async function aligns({ service }: Bench, sample: SampleAudio): Promise<void> {
  const { words, duration, confidence } = await (await service()).align(requestOf(sample));
  const expected = sample.text.match(/[\p{L}\p{N}]+/gu) ?? [];
  check(
    words.flatMap(({ text }) => text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ') === expected.join(' '),
    'words are missing',
  );
  let time = 0;
  for (const { text, start, end, charStart, charEnd, confidence: sure } of words) {
    check(start >= time - 1e-6 && end > start && end <= duration + 0.05, `"${text}" is at ${start} to ${end} s`);
    check(sample.text.slice(charStart, charEnd) === text, `"${text}" is not what stands at ${charStart}`);
    check(sure >= 0 && sure <= 1, `the confidence of "${text}" is ${sure}`);
    time = end;
  }
  check(confidence > 0.3 && confidence <= 1, `the confidence of the right text is ${confidence}`);
}

async function doubtsAnotherText({ service }: Bench, sample: SampleAudio): Promise<void> {
  const another = sample.text.split(/\s+/).reverse().join(' ');
  const right = await (await service()).align(requestOf(sample));
  const wrong = await (await service()).align({ ...requestOf(sample), text: another });
  check(wrong.confidence < right.confidence, `the wrong text has ${wrong.confidence}, the right ${right.confidence}`);
}

async function refusesNothing({ service }: Bench, sample: SampleAudio): Promise<void> {
  const voice = await service();
  const empty = await rejectionOf(voice.align({ ...requestOf(sample), text: ' ' }), 'an empty text');
  checkError(empty, { codes: ['bad_request'], reasons: ['empty_text'], param: 'text' }, 'an empty text');
  const silence = makeWav(new Float32Array(32_000), 16_000);
  const silent = await rejectionOf(
    voice.align({ audio: silence, text: sample.text, language: sample.language }),
    'silence',
  );
  checkError(silent, { codes: ['bad_request'], reasons: ['no_speech'] }, 'silence');
  const none = await rejectionOf(voice.align({ ...requestOf(sample), audio: new Uint8Array(0) }), 'an empty file');
  checkError(none, { codes: ['bad_request'], reasons: ['undecodable_audio', 'missing_file'] }, 'an empty file');
}

async function stops({ service }: Bench, sample: SampleAudio): Promise<void> {
  const reason = new Error('Given up.');
  const stopping = new AbortController();
  const work = (await service()).align(requestOf(sample), { signal: stopping.signal });
  stopping.abort(reason);
  check((await rejectionOf(work, 'an alignment that was given up')) === reason, 'it rejects with another reason');
}
