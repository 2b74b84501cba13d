import {
  AudioOutput,
  type CallOptions,
  type ConvertAudioRequest,
  type Model,
  NotFoundError,
  type SpeechDetails,
  type SpeechEvent,
  type SpeechRequest,
  type SpeechStreamRequest,
  type Transcript,
  type TranscriptEvent,
  type TranscriptionRequest,
  type Voice,
  type VoiceService,
} from '@potoo/core';
import { UnsupportedFeatures } from '../../unsupported-features.ts';

const RATE = 8000;
/** Seconds of tone per word. */
const WORD = 0.1;

/** What was asked of the service, and whether it was let go of. */
export interface ToneLog {
  readonly speech: SpeechStreamRequest[];
  readonly transcripts: TranscriptionRequest[];
  closed: boolean;
}

/** Says every word as a tenth of a second of tone, in a real WAV file, and hears every tenth of a second as one word. */
export class ToneService extends UnsupportedFeatures implements VoiceService {
  readonly log: ToneLog = { speech: [], transcripts: [], closed: false };
  /** How long it takes over a word. */
  readonly wordMs: number;

  constructor(wordMs = 0) {
    super();
    this.wordMs = wordMs;
  }

  async capabilities() {
    return {
      service: 'tones',
      features: ['synthesize', 'streamSpeech', 'streamTranscript', 'convertAudio'] as const,
      formats: ['wav'] as const,
      speechLanguages: ['en'],
      transcriptionLanguages: ['en'],
      words: true,
      ssml: false,
      lexicon: false,
      diarization: false,
      maxCharacters: 1e6,
      maxAudioSeconds: 1e6,
    };
  }

  async listModels(): Promise<Model[]> {
    const facts = { tier: 'free', supportsCloning: false, supportsStreaming: true, creditsPer1kChars: 0 } as const;
    return [
      { ...facts, id: 'tone', name: 'Tone', type: 'tts', languages: ['en'], state: 'installed' },
      { ...facts, id: 'choir', name: 'Choir', type: 'tts', languages: ['en', 'de'], state: 'available' },
    ];
  }

  async listVoices(): Promise<Voice[]> {
    return [
      { id: 'sine', name: 'Sine', model: 'tone', languages: ['en'], gender: 'neutral', state: 'installed' },
      { id: 'alto', name: 'Alto', model: 'choir', languages: ['de', 'en'], gender: 'female', state: 'available' },
    ];
  }

  async synthesize(request: SpeechRequest, options: CallOptions = {}) {
    const parts: Uint8Array[] = [];
    for await (const event of this.streamSpeech(request, options)) {
      if (event.type === 'audio') parts.push(event.data);
      if (event.type === 'done') {
        const pcm = Buffer.concat(parts).subarray(44);
        const bytes = Uint8Array.from(Buffer.concat([wavHeader(pcm.length), pcm]));
        const { duration } = event.details;
        const audio = new AudioOutput(bytes, { format: request.format ?? 'mp3', duration, sampleRate: RATE, channels: 1 });
        return { ...event.details, audio };
      }
    }
    throw new TypeError('no done');
  }

  async *streamSpeech(request: SpeechStreamRequest, { signal }: CallOptions = {}): AsyncGenerator<SpeechEvent> {
    this.log.speech.push(request);
    if (request.voice === 'nobody') throw new NotFoundError('There is no voice "nobody".', { hint: 'Try sine.' });
    const warnings = request.model === 'choir' ? [{ type: 'fallback', subject: 'model', message: 'tone speaks for choir.' } as const] : [];
    yield { type: 'start', format: 'wav', sampleRate: RATE, channels: 1, model: 'tone', voice: 'sine', warnings };
    yield { type: 'audio', data: wavHeader(0xffffffff - 44) };
    const words: SpeechDetails['words'][number][] = [];
    let seen = '';
    for await (const piece of typeof request.text === 'string' ? [request.text] : request.text) {
      for (const match of piece.matchAll(/\S+/g)) {
        if (this.wordMs > 0) await new Promise((resolve) => setTimeout(resolve, this.wordMs));
        signal?.throwIfAborted();
        const start = words.length * WORD;
        const charStart = seen.length + match.index;
        const [text] = match;
        words.push({ text, start, end: start + WORD, charStart, charEnd: charStart + text.length });
        yield { type: 'audio', data: tone(220 + (words.length % 8) * 55) };
      }
      seen += piece;
    }
    const duration = words.length * WORD;
    const facts = { marks: [], model: 'tone', voice: 'sine', language: 'en', warnings, usage: {}, response: {} };
    yield { type: 'done', details: { ...facts, words, duration } };
  }

  async transcribe(request: TranscriptionRequest): Promise<Transcript> {
    for await (const event of this.streamTranscript(request)) if (event.type === 'done') return event.transcript;
    throw new TypeError('no done');
  }

  async *streamTranscript(request: TranscriptionRequest): AsyncGenerator<TranscriptEvent> {
    this.log.transcripts.push(request);
    const bytes = await bytesOf(request.audio);
    const seconds = (bytes.length - 44) / 2 / RATE;
    const words = Array.from({ length: Math.round(seconds / WORD) }, (_, index) => ({
      text: `beep${index + 1}`,
      start: index * WORD,
      end: (index + 1) * WORD,
      confidence: 0.5,
    }));
    const segments = words.map((word) => ({
      text: word.text,
      start: word.start,
      end: word.end,
      words: request.words ? [word] : [],
    }));
    for (const segment of segments) yield { type: 'segment', segment };
    const text = words.map((word) => word.text).join(' ');
    const facts = { language: 'en', model: 'tone', warnings: [], usage: {}, response: {} };
    yield { type: 'done', transcript: { ...facts, text, duration: seconds, segments } };
  }

  async convertAudio(request: ConvertAudioRequest) {
    const bytes = Uint8Array.from(await bytesOf(request.audio));
    const audio = new AudioOutput(bytes, { format: request.format ?? 'mp3', duration: 1, sampleRate: RATE, channels: 1 });
    return { audio, warnings: [], usage: {}, response: {} };
  }

  async close() {
    this.log.closed = true;
  }
}

async function bytesOf(audio: TranscriptionRequest['audio']): Promise<Buffer> {
  if (audio instanceof Uint8Array) return Buffer.from(audio);
  if (audio instanceof ReadableStream) return Buffer.from(await new Response(audio).arrayBuffer());
  if (typeof audio === 'object' && 'path' in audio) {
    const { readFile } = await import('node:fs/promises');
    return readFile(audio.path);
  }
  throw new TypeError('not used in these tests');
}

function wavHeader(dataBytes: number): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(Math.min(0xffffffff, 36 + dataBytes), 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

function tone(hertz: number): Uint8Array {
  const pcm = Buffer.alloc(RATE * WORD * 2);
  for (let frame = 0; frame < RATE * WORD; frame += 1) {
    pcm.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * frame) / RATE)), frame * 2);
  }
  return pcm;
}
