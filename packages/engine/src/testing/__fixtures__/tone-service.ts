import {
  AudioOutput,
  type AudioResult,
  BadRequestError,
  type CallOptions,
  type Capabilities,
  type ConvertAudioRequest,
  type Model,
  type ModelFilter,
  NotFoundError,
  type SpeechEvent,
  type SpeechRequest,
  type SpeechResult,
  type SpeechStreamRequest,
  type Transcript,
  type TranscriptEvent,
  type TranscriptionRequest,
  type Voice,
  type VoiceFilter,
  type VoiceService,
  type Warning,
  type WordTiming,
} from '@potoo/core';
import { UnsupportedFeatures } from './unsupported-features.ts';
import { openAudio, transcriptOf } from './tone-transcript.ts';
import { TONE_BYTES, TONE_RATE, TONE_SECONDS, tone, toneHead } from './tone-wav.ts';

/**
 * Called before a tone is made, with its number from 0 and the call's signal; before a file is heard or converted, with
 * 0. A test waits or fails in it.
 */
export type BeforeTone = (index: number, signal: AbortSignal | undefined) => Promise<void> | void;

const FACTS = { tier: 'premium', supportsCloning: false, supportsStreaming: true, creditsPer1kChars: 1 } as const;
const MODELS: readonly Model[] = [
  { ...FACTS, id: 'tone', name: 'Tone', type: 'tts', languages: ['en'], state: 'installed' },
  { ...FACTS, id: 'choir', name: 'Choir', type: 'tts', languages: ['en', 'de'], state: 'available' },
  { ...FACTS, id: 'ear', name: 'Ear', type: 'stt', languages: ['en'], state: 'installed' },
];
const VOICES: readonly Voice[] = [
  { id: 'hum', name: 'Hum', model: 'tone', languages: ['en-US'], gender: 'female', state: 'installed' },
  { id: 'flite/hum', name: 'Hum', model: 'flite', languages: ['de'], gender: 'male', state: 'installed' },
  { id: 'alto', name: 'Alto', model: 'choir', languages: ['de', 'en'], gender: 'neutral', state: 'available' },
];
/** Who speaks, whoever is asked for. */
const SERVED = { model: 'tone', voice: 'hum' };

/**
 * A voice service for tests: it hums a tone per word, as real WAV whatever format is asked for, hears its tones again,
 * and gives back unchanged what it is to convert. It keeps count of what it was asked to do.
 */
export class ToneService extends UnsupportedFeatures implements VoiceService {
  /** Calls that are at work. */
  active = 0;
  /** Calls that ended by their signal. */
  aborted = 0;
  /** Tones made. */
  tones = 0;
  /** Whether it was let go of. */
  closed = false;
  readonly requests: Array<SpeechStreamRequest | TranscriptionRequest | ConvertAudioRequest> = [];
  beforeTone: BeforeTone = () => {};
  /** Bytes of audio per tone; the tone is repeated to fill them. */
  toneBytes = TONE_BYTES;
  /** Whether a stream of known text states its length in its head, as a whole file always does. */
  statesLength = true;
  /** Whether the head of the file comes before the first tone is made, or with it. */
  sendsHeadFirst = true;

  constructor(knobs: Partial<Pick<ToneService, 'beforeTone' | 'toneBytes' | 'statesLength' | 'sendsHeadFirst'>> = {}) {
    super();
    Object.assign(this, knobs);
  }

  async capabilities(): Promise<Capabilities> {
    return {
      service: 'tones',
      features: ['synthesize', 'streamSpeech', 'transcribe', 'streamTranscript', 'convertAudio'],
      formats: ['wav', 'mp3'],
      speechLanguages: ['en'],
      transcriptionLanguages: ['en'],
      words: true,
      ssml: false,
      lexicon: false,
      diarization: true,
      maxCharacters: 10_000,
      maxAudioSeconds: 3_600,
    };
  }

  async listModels({ type }: ModelFilter = {}): Promise<Model[]> {
    return MODELS.filter((model) => !type || model.type === type);
  }

  async listVoices({ gender, model, language }: VoiceFilter = {}): Promise<Voice[]> {
    return VOICES.filter(
      (voice) =>
        (!gender || voice.gender === gender) &&
        (!model || voice.model === model) &&
        (!language || voice.languages.some((tag) => tag.startsWith(language))),
    );
  }

  async synthesize(request: SpeechRequest, options: CallOptions = {}): Promise<SpeechResult> {
    const chunks: Uint8Array[] = [];
    for await (const event of this.streamSpeech(request, options)) {
      if (event.type === 'audio') chunks.push(event.data);
      if (event.type === 'done') {
        const { duration } = event.details;
        const tones = Buffer.concat(chunks.slice(1));
        const bytes = new Uint8Array(Buffer.concat([toneHead(tones.length), tones]));
        const audio = new AudioOutput(bytes, { format: 'wav', duration, sampleRate: TONE_RATE, channels: 1 });
        return { ...event.details, audio };
      }
    }
    throw new TypeError('unreachable');
  }

  async *streamSpeech(request: SpeechStreamRequest, { signal }: CallOptions = {}): AsyncGenerator<SpeechEvent> {
    this.requests.push(request);
    const { text } = request;
    if (text === '') {
      throw new BadRequestError('The text is empty.', { reason: 'empty_text', param: 'text', hint: '-' });
    }
    const warnings = fallbacks(request);
    const isLengthKnown = this.statesLength && typeof text === 'string';
    const dataBytes = isLengthKnown ? [...wordsIn(text)].length * this.toneBytes : undefined;
    yield* this.#work(signal, async function* (service: ToneService) {
      yield { type: 'start', format: 'wav', sampleRate: TONE_RATE, channels: 1, ...SERVED, warnings };
      const head: SpeechEvent = { type: 'audio', data: toneHead(dataBytes) };
      if (service.sendsHeadFirst) yield head;
      const words: WordTiming[] = [];
      let characters = 0;
      for await (const piece of typeof text === 'string' ? [text] : text) {
        for (const { 0: word, index } of wordsIn(piece)) {
          await service.beforeTone(words.length, signal);
          signal?.throwIfAborted();
          service.tones += 1;
          if (words.length === 0 && !service.sendsHeadFirst) yield head;
          yield { type: 'audio', data: tone(words.length, service.toneBytes) };
          words.push(timingOf(word, words.length, characters + index));
        }
        characters += piece.length;
      }
      const told = request.words ? words : [];
      for (const word of told) yield { type: 'word', word };
      const duration = words.length * TONE_SECONDS;
      const facts = { marks: [], ...SERVED, language: 'en', warnings, usage: { characters }, response: {} };
      yield { type: 'done', details: { ...facts, words: told, duration } };
    });
  }

  async transcribe(request: TranscriptionRequest, options: CallOptions = {}): Promise<Transcript> {
    for await (const event of this.streamTranscript(request, options)) {
      if (event.type === 'done') return event.transcript;
    }
    throw new TypeError('unreachable');
  }

  async *streamTranscript(
    request: TranscriptionRequest,
    { signal }: CallOptions = {},
  ): AsyncGenerator<TranscriptEvent> {
    this.requests.push(request);
    const blob = await openAudio(request);
    yield* this.#work(signal, async function* (service: ToneService) {
      yield { type: 'progress', progress: { fraction: 0 } };
      await service.beforeTone(0, signal);
      signal?.throwIfAborted();
      const transcript = await transcriptOf(blob, request);
      for (const segment of transcript.segments) yield { type: 'segment', segment };
      yield { type: 'done', transcript };
    });
  }

  async convertAudio(request: ConvertAudioRequest, { signal }: CallOptions = {}): Promise<AudioResult> {
    this.requests.push(request);
    const blob = await openAudio(request);
    await this.beforeTone(0, signal);
    const facts = { duration: 1, sampleRate: request.sampleRate ?? TONE_RATE, channels: 1 };
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const audio = new AudioOutput(bytes, { format: request.format ?? 'mp3', ...facts });
    return { audio, warnings: [], usage: {}, response: {} };
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  async *#work<Event>(
    signal: AbortSignal | undefined,
    run: (service: ToneService) => AsyncGenerator<Event>,
  ): AsyncGenerator<Event> {
    this.active += 1;
    try {
      yield* run(this);
    } finally {
      this.active -= 1;
      if (signal?.aborted) this.aborted += 1;
    }
  }
}

/** Says for which voice or model, known but not installed, the hum speaks. */
function fallbacks({ voice = 'auto', model }: SpeechStreamRequest): Warning[] {
  const known = VOICES.find(({ id }) => id === voice);
  if (!known && voice !== 'auto') {
    const facts = { reason: 'voice_not_found', param: 'voice', hint: 'Try hum.' };
    throw new NotFoundError(`There is no voice "${voice}".`, facts);
  }
  const asked = { voice: known, model: MODELS.find(({ id }) => id === model) };
  return Object.entries(asked)
    .filter(([, what]) => what?.state === 'available')
    .map(([subject, what]) => ({ type: 'fallback', subject, message: `${what?.id} is not installed – hum spoke.` }));
}

const wordsIn = (text: string) => text.matchAll(/\S+/g);

function timingOf(text: string, index: number, charStart: number): WordTiming {
  const start = index * TONE_SECONDS;
  return { text, start, end: start + TONE_SECONDS, charStart, charEnd: charStart + text.length };
}
