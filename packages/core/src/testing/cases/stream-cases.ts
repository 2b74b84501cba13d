import { AudioOutput } from '../../audio/audio-output.ts';
import { AUDIO_FORMATS } from '../../audio/formats.ts';
import type { SpeechEvent, SpeechStreamRequest } from '../../contract/speech.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { check, checkNear, collect } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { containerDuration } from '../containers/audio-duration.ts';
import { PARAGRAPH, SENTENCE } from '../texts.ts';
import { checkWords } from './word-cases.ts';

type Start = Extract<SpeechEvent, { type: 'start' }>;
type Done = Extract<SpeechEvent, { type: 'done' }>;

/** Cases about speech as it is made. */
export function streamCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'a stream starts once, is done once, and its bytes are a file', run: () => streamIsFile(bench) },
    { name: 'the first audio of a stream comes before its end is made', run: () => audioComesEarly(bench) },
    { name: 'the words of a stream are those of its end', run: () => streamHasWords(bench) },
    { name: 'text may arrive in pieces, cut anywhere', run: () => textInPieces(bench) },
    { name: 'a stream can be left at any time', run: () => streamCanBeLeft(bench) },
  ];
}

async function stream(bench: Bench, request: SpeechStreamRequest): Promise<SpeechEvent[]> {
  return collect((await bench.service()).streamSpeech({ ...bench.speech, ...request }));
}

function checkStream(events: readonly SpeechEvent[]): { start: Start; done: Done; audio: AudioOutput } {
  const [start] = events;
  const done = events.at(-1);
  check(start?.type === 'start', `the first event is ${start?.type}`);
  check(done?.type === 'done', `the last event is ${done?.type}`);
  for (const type of ['start', 'done'] as const) {
    check(events.filter((event) => event.type === type).length === 1, `${type} came more than once`);
  }
  const bytes = joinBytes(events.flatMap((event) => (event.type === 'audio' ? [event.data] : [])));
  const { format, sampleRate, channels } = start;
  const audio = new AudioOutput(bytes, { format, sampleRate, channels, duration: done.details.duration });
  const contained = containerDuration(audio);
  if (contained !== undefined) checkNear(contained, done.details.duration, 0.15, `the length of the ${format} file`);
  return { start, done, audio };
}

async function streamIsFile(bench: Bench): Promise<void> {
  const { formats } = await (await bench.service()).capabilities();
  for (const format of formats) {
    const { start, done } = checkStream(await stream(bench, { text: SENTENCE, format }));
    check(start.format === format, `${format} was asked for, and ${start.format} came`);
    check(start.voice === done.details.voice && start.model === done.details.model, 'start and done name other voices');
  }
}

async function audioComesEarly(bench: Bench): Promise<void> {
  const { formats } = await (await bench.service()).capabilities();
  const format = formats.find((candidate) => candidate !== 'wav' && AUDIO_FORMATS[candidate].streamable) ?? 'wav';
  let bytesFirst = 0;
  let bytes = 0;
  let pieces = 0;
  for await (const event of (await bench.service()).streamSpeech({ ...bench.speech, text: PARAGRAPH, format })) {
    if (event.type !== 'audio' || event.data.length === 0) continue;
    pieces += 1;
    bytes += event.data.length;
    if (pieces === 1) bytesFirst = event.data.length;
  }
  check(pieces > 1, 'all audio came in one piece');
  check(bytesFirst < bytes / 2, `the first piece has ${bytesFirst} of ${bytes} bytes`);
}

async function streamHasWords(bench: Bench): Promise<void> {
  if (!(await (await bench.service()).capabilities()).words) return;
  const events = await stream(bench, { text: PARAGRAPH, format: 'wav', words: true });
  const { done } = checkStream(events);
  const words = events.flatMap((event) => (event.type === 'word' ? [event.word] : []));
  checkWords(words, PARAGRAPH, done.details.duration);
  check(JSON.stringify(words) === JSON.stringify(done.details.words), 'the words of the end are others');
}

async function textInPieces(bench: Bench): Promise<void> {
  const { words } = await (await bench.service()).capabilities();
  async function* pieces(): AsyncGenerator<string> {
    // Cut inside words, as tokens of a language model are.
    for (let start = 0; start < PARAGRAPH.length; start += 7) yield PARAGRAPH.slice(start, start + 7);
  }
  const { done } = checkStream(await stream(bench, { text: pieces(), format: 'wav', words }));
  if (words) checkWords(done.details.words, PARAGRAPH, done.details.duration);
  const whole = await (await bench.service()).synthesize({ ...bench.speech, text: PARAGRAPH, format: 'wav' });
  checkNear(done.details.duration / whole.duration, 1, 0.25, 'the length of text in pieces, over that of the whole,');
}

async function streamCanBeLeft(bench: Bench): Promise<void> {
  for (const type of ['start', 'audio'] as const) {
    for await (const event of (await bench.service()).streamSpeech({ ...bench.speech, text: PARAGRAPH })) {
      if (event.type === type) break;
    }
  }
  checkStream(await stream(bench, { text: SENTENCE, format: 'wav' }));
}
