import {
  BadRequestError,
  type CallOptions,
  type ClonedVoice,
  type CloneVoiceRequest,
  type ConverseRequest,
  type Model,
  type ModelFilter,
  type PotooError,
  type SpeechDetails,
  type SpeechEvent,
  type SpeechStreamRequest,
  type Transcript,
  type TranscriptionRequest,
  type TurnEvent,
  UnsupportedError,
  type VoiceService,
  type WordTiming,
} from '@potoo/core';
import {
  capabilitiesFixture,
  conversationFixture,
  modelsFixture,
  type SpeechName,
  speechFixture,
  voicesFixture,
} from '../fixtures/fixtures.ts';

/** How the service of the stories behaves. */
export interface FixtureServiceOptions {
  /** Wait before the first audio, and between its pieces, milliseconds. @default 0 */
  readonly delayMs?: number;
  /** What every call fails with. @default None. */
  readonly failure?: PotooError;
  /** Whether it has no cloning. @default false */
  readonly cannotClone?: boolean;
  /** Whether it never answers, until the call is aborted. @default false */
  readonly silent?: boolean;
}

const SPEECH: readonly SpeechName[] = ['potoo', 'reply', 'short'];
/** What the engine spoke in a cloned voice. */
const CLONED_SPEECH: readonly SpeechName[] = ['cloned'];

/** Seconds of audio in one piece of a stream. */
const PIECE_SECONDS = 0.5;

/**
 * A small voice service for pages without a network. It speaks the texts that the engine spoke when the fixtures were made,
 * and sentences of them, with the engine's own audio and times; and writes down the conversation that it knows. It makes
 * nothing up: anything else is refused.
 */
export function createFixtureService(options: FixtureServiceOptions = {}): VoiceService {
  const service = {
    capabilities: () => ready(options).then(() => capabilitiesFixture()),
    listModels: (filter?: ModelFilter) => ready(options).then(() => listModels(filter)),
    listVoices: () => ready(options).then(() => voicesFixture()),
    streamSpeech: (request: SpeechStreamRequest, call?: CallOptions) => streamSpeech(options, request, call),
    transcribe: (request: TranscriptionRequest, call?: CallOptions) => transcribe(options, request, call),
    async *streamTranscript(request: TranscriptionRequest, call?: CallOptions) {
      const transcript = await transcribe(options, request, call);
      for (const segment of transcript.segments) {
        await pause(options.delayMs ?? 0, call?.signal);
        yield { type: 'segment' as const, segment };
      }
      yield { type: 'done' as const, transcript };
    },
    cloneVoice: (request: CloneVoiceRequest, call?: CallOptions) => cloneVoice(options, request, call),
    streamTurn: (request: ConverseRequest, call?: CallOptions) => streamTurn(options, request, call),
    close: () => Promise.resolve(),
  } satisfies Partial<VoiceService>;
  return new Proxy(service, {
    get: (target, name) => Reflect.get(target, name) ?? (typeof name === 'string' ? refuse(name) : undefined),
  }) as unknown as VoiceService;
}

/** What a method does that the service does not have. `then` stays away: the service is not a promise. */
function refuse(name: string): (() => never) | undefined {
  if (name === 'then') return undefined;
  return () => {
    throw new UnsupportedError(`The service of these pages has no ${name}().`, {
      hint: 'Run `potoo serve` and give the page a potoo() client.',
    });
  };
}

async function ready({ failure, silent, delayMs = 0 }: FixtureServiceOptions, signal?: AbortSignal): Promise<void> {
  if (silent) await pause(Number.POSITIVE_INFINITY, signal);
  await pause(delayMs, signal);
  if (failure) throw failure;
}

/** Waits, or throws the signal's reason. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = Number.isFinite(milliseconds)
      ? setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, milliseconds)
      : undefined;
    signal?.addEventListener('abort', stop, { once: true });
  });
}

async function listModels(filter?: ModelFilter): Promise<Model[]> {
  const models = await modelsFixture();
  return models.filter(({ type }) => filter?.type === undefined || type === filter.type);
}

async function* streamSpeech(
  options: FixtureServiceOptions,
  request: SpeechStreamRequest,
  call?: CallOptions,
): AsyncGenerator<SpeechEvent> {
  const text = typeof request.text === 'string' ? request.text : await gather(request.text);
  await ready(options, call?.signal);
  const found = await findSpeech(text, request.voice === CLONED_ID ? CLONED_SPEECH : SPEECH);
  const { samples, sampleRate, words, voice } = found;
  yield { type: 'start', format: 'pcm', sampleRate, channels: 1, model: 'flite', voice, warnings: [] };
  const step = Math.round(sampleRate * PIECE_SECONDS);
  let told = 0;
  for (let from = 0; from < samples.length; from += step) {
    await pause(from === 0 ? 0 : (options.delayMs ?? 0), call?.signal);
    const piece = samples.subarray(from, from + step);
    yield { type: 'audio', data: new Uint8Array(piece.slice().buffer) };
    const until = (from + step) / sampleRate;
    for (let word = words[told]; word && word.start < until; word = words[++told]) yield { type: 'word', word };
  }
  const details: SpeechDetails = {
    words,
    marks: [],
    duration: samples.length / sampleRate,
    model: 'flite',
    voice,
    language: 'en',
    warnings: [],
    usage: { characters: text.length },
    response: {},
  };
  yield { type: 'done', details };
}

/** Answers whatever is written with the one reply that the fixtures have, in the engine's voice. */
async function* streamTurn(
  options: FixtureServiceOptions,
  { text: userText = '' }: ConverseRequest,
  call?: CallOptions,
): AsyncGenerator<TurnEvent> {
  const { text: replyText } = await speechFixture('reply');
  const ids = { conversationId: 'conversation', turnId: 'turn' };
  for await (const event of streamSpeech(options, { text: replyText, format: 'pcm' }, call)) {
    if (event.type === 'start') {
      yield { type: 'user-text', text: userText, ...ids };
      yield { type: 'reply-text', text: replyText };
      yield event;
    } else if (event.type === 'audio' || event.type === 'word') yield event;
    else if (event.type === 'done') {
      const { words, duration, warnings, usage, response } = event.details;
      yield { type: 'done', details: { ...ids, userText, replyText, words, duration, warnings, usage, response } };
    }
  }
}

const CLONED_ID = 'cloned';

/** Takes any recording; what the voice then says is what the engine spoke in the voice of the fixtures' own. */
async function cloneVoice(
  options: FixtureServiceOptions,
  { name, consent }: CloneVoiceRequest,
  call?: CallOptions,
): Promise<ClonedVoice> {
  if (options.cannotClone) refuse('cloneVoice')?.();
  await ready(options, call?.signal);
  return {
    ...{ id: CLONED_ID, name, model: 'mimic', languages: ['en'], gender: 'female' as const },
    ...{ state: 'installed' as const, cloned: true, warnings: [] },
    origin: { consent: { ...consent, date: consent.date ?? new Date() }, sourceHash: '', createdAt: new Date() },
  };
}

async function gather(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

interface FoundSpeech {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly words: readonly WordTiming[];
  readonly voice: string;
}

/** Cuts a text, or sentences of one, out of what the engine has spoken. */
async function findSpeech(text: string, names: readonly SpeechName[]): Promise<FoundSpeech> {
  const wanted = text.trim();
  for (const name of names) {
    const fixture = await speechFixture(name);
    const at = wanted === '' ? -1 : fixture.text.indexOf(wanted);
    if (at < 0) continue;
    const inside = fixture.words.filter(({ charStart, charEnd }) => charStart >= at && charEnd <= at + wanted.length);
    const first = inside[0];
    const last = inside.at(-1);
    if (!first || !last) continue;
    const start = at === 0 ? 0 : first.start;
    const next = fixture.words[fixture.words.indexOf(last) + 1];
    const { samples, sampleRate } = await readWav(fixture.url);
    const moved = text.indexOf(wanted) - at;
    const words = inside.map((word) => ({
      ...word,
      start: word.start - start,
      end: word.end - start,
      charStart: word.charStart + moved,
      charEnd: word.charEnd + moved,
    }));
    const cut = samples.subarray(
      Math.round(start * sampleRate),
      next ? Math.round(next.start * sampleRate) : samples.length,
    );
    return { samples: cut, sampleRate, words, voice: fixture.voice };
  }
  const texts = await Promise.all(names.map(async (name) => (await speechFixture(name)).text));
  throw new BadRequestError(
    `These pages cannot speak "${wanted.slice(0, 60)}": they have no engine, only recordings.`,
    {
      reason: 'invalid_parameter',
      hint: `Say one of these: ${texts.map((known) => `"${known}"`).join(', ')}.`,
    },
  );
}

/** Reads 16-bit mono WAV. */
async function readWav(url: string): Promise<{ readonly samples: Int16Array; readonly sampleRate: number }> {
  const buffer = await (await fetch(url)).arrayBuffer();
  const view = new DataView(buffer);
  let at = 12;
  while (view.getUint32(at, false) !== DATA) at += 8 + view.getUint32(at + 4, true);
  const bytes = Math.min(view.getUint32(at + 4, true), buffer.byteLength - at - 8);
  return { samples: new Int16Array(buffer, at + 8, bytes >> 1), sampleRate: view.getUint32(24, true) };
}

/** `data`, as a number. */
const DATA = 0x64617461;

/** Writes the conversation down when it is the conversation that is sent. */
async function transcribe(
  options: FixtureServiceOptions,
  { audio }: TranscriptionRequest,
  call?: CallOptions,
): Promise<Transcript> {
  await ready(options, call?.signal);
  const { url, transcript } = await conversationFixture();
  const known = await (await fetch(url)).blob();
  if (audio instanceof Blob && audio.size === known.size) return transcript;
  throw new UnsupportedError('These pages cannot write down other recordings: they have no engine.', {
    hint: 'Run `potoo serve` and give the page a potoo() client.',
  });
}
