import type { AudioFormat } from '../../audio/formats.ts';
import type { SpeechRequest } from '../../contract/speech.ts';
import { type Lacks, NO_SSML } from '../shared/lacks.ts';

/** What messages call it. */
export const NAME = "OpenAI's interface";

/** Formats of speech. */
export const FORMATS = ['mp3', 'wav', 'flac', 'opus', 'aac', 'pcm'] as const satisfies readonly AudioFormat[];

/** Options of a request to speak that the interface does not have. */
export const SPEECH_LACKS: Lacks<keyof SpeechRequest> = {
  inputType: NO_SSML,
  words: { because: 'it tells no times of spoken words' },
  verify: { because: 'it does not listen to what it says' },
  lexicon: { because: 'it says words as its models do' },
  bitrate: { because: 'it writes one bitrate' },
  sampleRate: { because: 'it writes one rate' },
  channels: { because: 'it writes one channel' },
  loudness: { because: 'it does not normalise' },
};

/** Its parameters, as the contract calls them. */
export const CALLER_NAMES: Readonly<Record<string, string>> = {
  input: 'text',
  response_format: 'format',
  timestamp_granularities: 'words',
  'timestamp_granularities[]': 'words',
};
