import type { Transcript, TranscriptionRequest } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { check, checkError, checkNear, collect, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase, SampleAudio } from '../conformance-case.ts';
import { makeWav } from '../containers/wav.ts';

/** Cases about listening. */
export function transcriptionCases(bench: Bench, sample: SampleAudio): ConformanceCase[] {
  return [
    { name: 'a recording gives its words, in order and inside it', run: () => hearsWords(bench, sample) },
    { name: 'words come only when asked for', run: () => wordsOnRequest(bench, sample) },
    ...(bench.options.features.includes('streamTranscript')
      ? [
          { name: 'a transcript stream ends in the whole transcript', run: () => streamEndsWhole(bench, sample) },
          { name: 'a transcript stream can be left at any time', run: () => streamCanBeLeft(bench, sample) },
        ]
      : []),
    { name: 'silence gives an empty text', run: () => silenceIsEmpty(bench) },
    { name: 'audio is taken in every form', run: () => everyForm(bench, sample) },
    { name: 'audio that is none is refused with a typed error', run: () => refusesNoise(bench) },
    { name: 'an unknown model or language of a recording is refused', run: () => refusesUnknown(bench, sample) },
  ];
}

function requestOf({ bytes, fileName }: SampleAudio): TranscriptionRequest {
  return { audio: bytes, ...(fileName !== undefined && { fileName }) };
}

async function hearsWords({ service }: Bench, sample: SampleAudio): Promise<void> {
  const transcript = await (await service()).transcribe({ ...requestOf(sample), words: true });
  const heard = new Set(spokenWords(transcript.text));
  const expected = spokenWords(sample.text);
  const share = expected.filter((word) => heard.has(word)).length / expected.length;
  check(
    share >= (sample.recall ?? 0.6),
    `only ${Math.round(share * 100)} % of the words were heard: ${transcript.text}`,
  );
  check(transcript.language.split('-')[0] === sample.language.split('-')[0], `the language is ${transcript.language}`);
  checkNear(transcript.duration, sample.duration, 0.1, 'the length of the recording');
  check(transcript.model.length > 0, 'the transcript does not say which model heard it');
  checkSegments(transcript);
  check(
    transcript.segments.every(({ words }) => words.length > 0),
    'a segment has no words',
  );
}

function checkSegments({ segments, duration, text }: Transcript): void {
  check(segments.length > 0, 'there are no segments');
  let end = 0;
  for (const segment of segments) {
    const shown = `the segment "${segment.text}" (${segment.start} to ${segment.end} s)`;
    check(segment.start >= end - 0.05 && segment.end > segment.start, `${shown} is out of order`);
    check(segment.end <= duration + 0.1, `${shown} is outside the recording`);
    end = segment.end;
    let wordStart = segment.start - 0.05;
    for (const word of segment.words) {
      check(word.start >= wordStart && word.end >= word.start, `"${word.text}" in ${shown} is out of order`);
      check(word.end <= segment.end + 0.05, `"${word.text}" is outside ${shown}`);
      const { confidence = 1 } = word;
      check(confidence >= 0 && confidence <= 1, `the confidence of "${word.text}" is ${confidence}`);
      wordStart = word.start;
    }
  }
  const joined = spokenWords(segments.map((segment) => segment.text).join(' ')).join(' ');
  check(joined === spokenWords(text).join(' '), 'the segments together are another text');
}

async function wordsOnRequest({ service }: Bench, sample: SampleAudio): Promise<void> {
  const { segments } = await (await service()).transcribe(requestOf(sample));
  check(
    segments.every(({ words }) => words.length === 0),
    'words came that nobody asked for',
  );
}

async function streamEndsWhole({ service }: Bench, sample: SampleAudio): Promise<void> {
  const events = await collect((await service()).streamTranscript({ ...requestOf(sample), words: true }));
  const done = events.at(-1);
  check(done?.type === 'done', `the last event is ${done?.type}`);
  check(events.filter(({ type }) => type === 'done').length === 1, 'done came more than once');
  const segments = events.flatMap((event) => (event.type === 'segment' ? [event.segment] : []));
  check(JSON.stringify(segments) === JSON.stringify(done.transcript.segments), 'the segments of the end are others');
  checkSegments(done.transcript);
}

async function streamCanBeLeft({ service }: Bench, sample: SampleAudio): Promise<void> {
  for await (const _ of (await service()).streamTranscript(requestOf(sample))) break;
  await (await service()).transcribe(requestOf(sample));
}

async function silenceIsEmpty({ service }: Bench): Promise<void> {
  const audio = makeWav(new Float32Array(32_000), 16_000);
  const transcript = await (await service()).transcribe({ audio, fileName: 'silence.wav' });
  check(transcript.text === '' && transcript.segments.length === 0, `silence was heard as "${transcript.text}"`);
  checkNear(transcript.duration, 2, 0.1, 'the length of the silence');
}

async function everyForm({ service }: Bench, sample: SampleAudio): Promise<void> {
  const { bytes } = sample;
  const whole = await (await service()).transcribe(requestOf(sample));
  const forms = {
    Blob: new Blob([bytes]),
    ArrayBuffer: bytes.slice().buffer,
    ReadableStream: new Blob([bytes]).stream(),
  };
  for (const [form, audio] of Object.entries(forms)) {
    const { text } = await (await service()).transcribe({ ...requestOf(sample), audio });
    check(text === whole.text, `a ${form} gave another text: ${text}`);
  }
}

async function refusesNoise({ service }: Bench): Promise<void> {
  const voiceService = await service();
  const text = new TextEncoder().encode('This is a text file and no audio at all. '.repeat(50));
  const error = await rejectionOf(voiceService.transcribe({ audio: text, fileName: 'a.mp3' }), 'a text file');
  checkError(error, { codes: ['bad_request'], reasons: ['undecodable_audio'] }, 'a text file');
  const none = await rejectionOf(voiceService.transcribe({ audio: new Uint8Array(0) }), 'an empty file');
  checkError(none, { codes: ['bad_request'], reasons: ['undecodable_audio', 'missing_file'] }, 'an empty file');
  for (const audio of [undefined, 'a string', 42, {}]) {
    const wrong = await rejectionOf(transcribeUntyped(voiceService, { audio }), `${typeof audio} as audio`);
    checkError(wrong, { codes: ['bad_request'], param: 'audio' }, `${typeof audio} as audio`);
  }
}

/** Calls as a program without types would. */
function transcribeUntyped(service: VoiceService, request: object): Promise<unknown> {
  return service.transcribe(request as TranscriptionRequest);
}

async function refusesUnknown({ service }: Bench, sample: SampleAudio): Promise<void> {
  const voiceService = await service();
  const model = await rejectionOf(voiceService.transcribe({ ...requestOf(sample), model: 'no-such-model' }), 'a model');
  checkError(model, { codes: ['not_found'], reasons: ['model_not_found'] }, 'an unknown model');
  const language = await rejectionOf(
    voiceService.transcribe({ ...requestOf(sample), language: 'zxx' }),
    'a language without words',
  );
  const codes = ['bad_request', 'not_found', 'unsupported'] as const;
  checkError(language, { codes, reasons: ['language_not_supported', 'model_not_installed'] }, 'an unknown language');
}

function spokenWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
