import { AudioOutput } from '../../audio/audio-output.ts';
import type { AudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Capabilities, Feature } from '../../contract/capabilities.ts';
import type { Model, ModelFilter } from '../../contract/models.ts';
import type { SpeechDetails, SpeechEvent, SpeechStreamRequest } from '../../contract/speech.ts';
import type { WordTiming } from '../../contract/timing.ts';
import type { TranscriptEvent, TranscriptionRequest } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import { InternalError, UnsupportedError } from '../../errors/errors.ts';
import { gatherText } from '../../providers/shared/gather-text.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { makeWav } from '../containers/wav.ts';
import { hearWords, pcmOf, readWav, speakWord, tokens } from './tone-code.ts';
import { checkRequest, checkText, readAudio } from './tone-requests.ts';

/** What the tone service has. */
export const TONE_FEATURES: readonly Feature[] = ['synthesize', 'streamSpeech', 'transcribe', 'streamTranscript', 'convertAudio'];

const CAPABILITIES: Capabilities = {
  service: 'tone service',
  features: TONE_FEATURES,
  formats: ['wav', 'pcm'],
  speechLanguages: ['en'],
  transcriptionLanguages: ['en'],
  words: true,
  ssml: false,
  lexicon: false,
  diarization: false,
  maxCharacters: 50_000,
  maxAudioSeconds: 3600,
};
const MODEL: Model = {
  id: 'tone',
  name: 'Tone',
  type: 'tts',
  tier: 'free',
  languages: ['en'],
  supportsCloning: false,
  supportsStreaming: true,
  creditsPer1kChars: 0,
  state: 'installed',
};
const VOICE: Voice = { id: 'sine', name: 'Sine', model: 'tone', languages: ['en'], gender: 'neutral', state: 'installed' };
const RATE = 16_000;
const RESULT = { model: 'tone', voice: 'sine', language: 'en', warnings: [], usage: {}, response: {} };

/** An honest voice service that speaks in tones and understands them: the reference that the suite is tried on. */
export function toneService(): VoiceService {
  const closing = new AbortController();
  const watch = ({ signal }: CallOptions = {}) => {
    signal?.throwIfAborted();
    closing.signal.throwIfAborted();
  };
  const refuse = (feature: string) => async (): Promise<never> => {
    throw new UnsupportedError(`There is no ${feature}.`, { reason: 'feature_not_supported', hint: 'Do without.' });
  };
  async function* speak(request: SpeechStreamRequest, options: CallOptions = {}): AsyncGenerator<SpeechEvent> {
    watch(options);
    checkRequest(request);
    const text = checkText(await gatherText(request.text, options.signal), CAPABILITIES.maxCharacters);
    const { format = 'wav', sampleRate = RATE, channels = 'mono', speed = 1 } = request;
    const channelCount = channels === 'stereo' ? 2 : 1;
    yield { type: 'start', format, sampleRate, channels: channelCount, model: 'tone', voice: 'sine', warnings: [] };
    if (format === 'wav') yield { type: 'audio', data: streamedHead(sampleRate, channelCount) };
    const words: WordTiming[] = [];
    let time = 0;
    for (const token of tokens(text)) {
      const { frames, spoken } = speakWord(token.text, sampleRate, speed);
      const word = { ...token, start: time, end: time + spoken };
      if (request.words) {
        words.push(word);
        yield { type: 'word', word };
      }
      time += frames.length / sampleRate;
      yield { type: 'audio', data: interleave(frames, channelCount) };
      await new Promise((resolve) => setImmediate(resolve));
      watch(options);
    }
    yield { type: 'done', details: { ...RESULT, words, marks: [], duration: time } };
  }
  async function* listen(request: TranscriptionRequest, options: CallOptions = {}): AsyncGenerator<TranscriptEvent> {
    watch(options);
    checkRequest(request);
    const { words, duration } = hearWords(await readAudio(request.audio));
    watch(options);
    const [first] = words;
    const segment = {
      text: words.map(({ text }) => text).join(' '),
      start: first?.start ?? 0,
      end: words.at(-1)?.end ?? 0,
      words: request.words ? words : [],
    };
    const segments = first ? [segment] : [];
    for (const each of segments) yield { type: 'segment', segment: each };
    yield { type: 'done', transcript: { ...RESULT, text: segment.text, duration, segments } };
  }
  return {
    capabilities: async (options) => {
      watch(options);
      return CAPABILITIES;
    },
    listModels: async (filter = {}, options) => {
      watch(options);
      return [MODEL].filter((model) => fitsModel(model, filter));
    },
    listVoices: async (filter = {}, options) => {
      watch(options);
      return [VOICE].filter((voice) => fitsVoice(voice, filter));
    },
    synthesize: async (request, options) => {
      const chunks: Uint8Array[] = [];
      let details: SpeechDetails | undefined;
      for await (const event of speak(request, options)) {
        if (event.type === 'audio') chunks.push(event.data);
        if (event.type === 'done') details = event.details;
      }
      if (!details) throw new InternalError('No end came.');
      const { format = 'wav', sampleRate = RATE, channels } = request;
      return { ...details, audio: output(joinBytes(chunks), format, details.duration, sampleRate, channels) };
    },
    streamSpeech: speak,
    transcribe: async (request, options) => {
      for await (const event of listen(request, options)) if (event.type === 'done') return event.transcript;
      throw new InternalError('No end came.');
    },
    streamTranscript: listen,
    convertAudio: async (request, options) => {
      watch(options);
      checkRequest(request);
      const bytes = await readAudio(request.audio);
      const { sampleRate: from } = readWav(bytes);
      const { format = 'wav', sampleRate = from, channels, speed = 1 } = request;
      const source = pcmOf(bytes);
      const length = Math.round((source.length * sampleRate) / from / speed);
      const frames = Float32Array.from({ length }, (_, index) => source[Math.floor((index / length) * source.length)] ?? 0);
      const count = channels === 'stereo' ? 2 : 1;
      const head = format === 'wav' ? [streamedHead(sampleRate, count)] : [];
      const whole = joinBytes([...head, interleave(frames, count)]);
      return { ...RESULT, audio: output(whole, format, length / sampleRate, sampleRate, channels) };
    },
    cloneVoice: refuse('cloneVoice'),
    deleteVoice: refuse('cloneVoice'),
    exportVoice: refuse('cloneVoice'),
    importVoice: refuse('cloneVoice'),
    speakAs: refuse('speakAs'),
    convertVoice: refuse('convertVoice'),
    transformSpeech: refuse('transformSpeech'),
    translateSpeech: refuse('translateSpeech'),
    enhance: refuse('enhance'),
    separate: refuse('separate'),
    dereverb: refuse('dereverb'),
    analyze: refuse('analyze'),
    align: refuse('align'),
    converse: refuse('converse'),
    async *streamTurn() {
      yield await refuse('streamTurn')();
    },
    truncateTurn: refuse('conversations'),
    listConversations: refuse('conversations'),
    getConversation: refuse('conversations'),
    deleteConversation: refuse('conversations'),
    pullModel: refuse('models'),
    async *watchPull() {
      yield await refuse('models')();
    },
    cancelPull: refuse('models'),
    removeModel: refuse('models'),
    modelStorage: refuse('models'),
    submit: refuse('submit'),
    getJob: refuse('submit'),
    cancelJob: refuse('submit'),
    async *watchJob() {
      yield await refuse('submit')();
    },
    close: async () => closing.abort(new InternalError('The service was closed.', { reason: 'closed', retryable: false })),
  };
}

function output(
  bytes: Uint8Array<ArrayBuffer>,
  format: AudioFormat,
  duration: number,
  sampleRate: number,
  channels: 'mono' | 'stereo' = 'mono',
): AudioOutput {
  return new AudioOutput(bytes, { format, duration, sampleRate, channels: channels === 'stereo' ? 2 : 1 });
}

/** A WAV head whose lengths are still unknown. */
function streamedHead(sampleRate: number, channels: number): Uint8Array {
  const head = makeWav(new Float32Array(0), sampleRate);
  const view = new DataView(head.buffer);
  view.setUint16(22, channels, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint32(4, 0xff_ff_ff_ff, true);
  view.setUint32(40, 0xff_ff_ff_ff, true);
  return head;
}

function interleave(frames: Float32Array, channels: number): Uint8Array {
  const wide = Float32Array.from({ length: frames.length * channels }, (_, index) => frames[Math.floor(index / channels)] ?? 0);
  return makeWav(wide, RATE).subarray(44);
}

function fitsModel(model: Model, { type, language, state }: ModelFilter): boolean {
  return (!type || type === model.type) && (!language || language === 'en') && (!state || state === model.state);
}

function fitsVoice(voice: Voice, { model, language, gender, search, state }: VoiceFilter): boolean {
  return (
    (!model || model === voice.model) &&
    (!language || voice.languages.includes(language)) &&
    (!gender || gender === voice.gender) &&
    (!search || voice.name.includes(search)) &&
    (!state || state === voice.state)
  );
}
