import { stat } from 'node:fs/promises';
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
  type SpeechDetails,
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
} from '@potoo/core';
import { UnsupportedFeatures } from '../../unsupported-features.ts';

/** Called before a sentence is made, with its number from 0 and the call's signal. A test blocks or fails in it. */
export type BeforeSentence = (index: number, signal: AbortSignal | undefined) => Promise<void> | void;

const SAMPLE_RATE = 16_000;
const SENTENCE_SECONDS = 0.25;

/**
 * A voice service for tests of the server: it hums a tone per sentence, as real WAV whatever format is asked for, and
 * hears how large a file is. It keeps count of what it was asked to do.
 */
export class ToneService extends UnsupportedFeatures implements VoiceService {
  /** Calls that are at work. */
  active = 0;
  /** Calls that ended by their signal. */
  aborted = 0;
  /** Sentences made. */
  sentences = 0;
  readonly requests: Array<SpeechStreamRequest | TranscriptionRequest | ConvertAudioRequest> = [];
  beforeSentence: BeforeSentence = () => {};
  /** Bytes of audio per sentence; the tone is repeated to fill them. */
  sentenceBytes = 0;
  /** Whether the header of the file comes before the first sentence is made, or with it. */
  sendsHeaderFirst = true;

  async capabilities(): Promise<Capabilities> {
    return {
      service: 'tone',
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
    const tone: Model = {
      id: 'tone',
      name: 'Tone',
      type: 'tts',
      tier: 'premium',
      languages: ['en'],
      supportsCloning: false,
      supportsStreaming: true,
      creditsPer1kChars: 1,
      state: 'installed',
    };
    return [tone, { ...tone, id: 'ear', name: 'Ear', type: 'stt' as const }].filter((m) => !type || m.type === type);
  }

  async listVoices({ gender, model, language }: VoiceFilter = {}): Promise<Voice[]> {
    const voices: Voice[] = [
      { id: 'hum', name: 'Hum', model: 'tone', languages: ['en-US'], gender: 'female', state: 'installed' },
      { id: 'flite/hum', name: 'Hum', model: 'flite', languages: ['de'], gender: 'male', state: 'installed' },
      { id: 'absent', name: 'Absent', model: 'kokoro', languages: ['en'], gender: 'neutral', state: 'available' },
    ];
    return voices.filter(
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
        const bytes = new Uint8Array(Buffer.concat(chunks));
        const audio = new AudioOutput(bytes, { format: 'wav', duration, sampleRate: SAMPLE_RATE, channels: 1 });
        return { ...event.details, audio };
      }
    }
    throw new TypeError('unreachable');
  }

  async *streamSpeech(request: SpeechStreamRequest, options: CallOptions = {}): AsyncGenerator<SpeechEvent> {
    const { signal } = options;
    const text = typeof request.text === 'string' ? request.text : '';
    const { voice = 'auto' } = request;
    this.requests.push(request);
    if (text === '')
      throw new BadRequestError('The text is empty.', { reason: 'empty_text', param: 'text', hint: '-' });
    if (!['auto', 'hum', 'flite/hum', 'absent'].includes(voice)) {
      throw new NotFoundError('There is no such voice.', { reason: 'voice_not_found', param: 'voice', hint: '-' });
    }
    const warnings: Warning[] =
      voice === 'absent'
        ? [{ type: 'fallback', subject: 'voice', message: 'absent is not installed – hum spoke.' }]
        : [];
    const spoken = text.split(/(?<=[.!?])\s+/);
    const size = this.sentenceBytes || SENTENCE_SECONDS * SAMPLE_RATE * 2;
    const served = { model: 'tone', voice: 'hum' };
    yield* this.#work(signal, async function* (service: ToneService) {
      yield { type: 'start', format: 'wav', sampleRate: SAMPLE_RATE, channels: 1, ...served, warnings };
      const header: SpeechEvent = { type: 'audio', data: wavHeader(size * spoken.length) };
      if (service.sendsHeaderFirst) yield header;
      for (const [index] of spoken.entries()) {
        await service.beforeSentence(index, signal);
        signal?.throwIfAborted();
        service.sentences += 1;
        if (index === 0 && !service.sendsHeaderFirst) yield header;
        yield { type: 'audio', data: tone(size) };
      }
      const details: SpeechDetails = {
        words: request.words ? wordsOf(text) : [],
        marks: [],
        duration: spoken.length * SENTENCE_SECONDS,
        ...served,
        language: 'en',
        warnings,
        usage: { characters: text.length },
        response: {},
      };
      for (const word of details.words) yield { type: 'word', word };
      yield { type: 'done', details };
    });
  }

  async transcribe(request: TranscriptionRequest, options: CallOptions = {}): Promise<Transcript> {
    for await (const event of this.streamTranscript(request, options)) {
      if (event.type === 'done') return event.transcript;
    }
    throw new TypeError('unreachable');
  }

  async *streamTranscript(request: TranscriptionRequest, options: CallOptions = {}): AsyncGenerator<TranscriptEvent> {
    this.requests.push(request);
    const bytes = await sizeOf(request);
    yield* this.#work(options.signal, async function* (service: ToneService) {
      yield { type: 'progress', progress: { fraction: 0 } };
      await service.beforeSentence(0, options.signal);
      options.signal?.throwIfAborted();
      const words = request.words ? [{ text: String(bytes), start: 0, end: 1, confidence: 0.5 }] : [];
      const speaker = request.diarize ? { speaker: 'SPEAKER_00' } : {};
      const segment = { text: `${bytes} bytes`, start: 0, end: 1, words, ...speaker };
      yield { type: 'segment', segment };
      const transcript = { text: segment.text, language: 'en', duration: 1, segments: [segment], model: 'ear' };
      yield { type: 'done', transcript: { ...transcript, warnings: [], usage: {}, response: {} } };
    });
  }

  async convertAudio(request: ConvertAudioRequest, options: CallOptions = {}): Promise<AudioResult> {
    this.requests.push(request);
    await sizeOf(request);
    await this.beforeSentence(0, options.signal);
    const format = request.format ?? 'mp3';
    const facts = { format, duration: 1, sampleRate: request.sampleRate ?? SAMPLE_RATE, channels: 1 };
    const bytes = new Uint8Array(tone(1_000));
    return { audio: new AudioOutput(bytes, facts), warnings: [], usage: {}, response: {} };
  }

  async close(): Promise<void> {}

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

async function sizeOf({ audio }: TranscriptionRequest | ConvertAudioRequest): Promise<number> {
  if (!('path' in audio)) throw new TypeError('The server hands files in by path.');
  const { size } = await stat(audio.path);
  if (size === 0) {
    throw new BadRequestError('The file is empty.', { reason: 'undecodable_audio', param: 'audio', hint: '-' });
  }
  return size;
}

function wordsOf(text: string): SpeechDetails['words'] {
  return [...text.matchAll(/\w+/g)].map(({ 0: word, index }, at) => ({
    text: word,
    start: at * 0.05,
    end: at * 0.05 + 0.05,
    charStart: index,
    charEnd: index + word.length,
  }));
}

function tone(bytes: number): Uint8Array {
  const samples = new Int16Array(Math.ceil(bytes / 2));
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = Math.round(8_000 * Math.sin((2 * Math.PI * 220 * at) / SAMPLE_RATE));
  }
  return new Uint8Array(samples.buffer, 0, bytes);
}

function wavHeader(dataBytes: number): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
