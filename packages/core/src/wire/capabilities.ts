import { isAudioFormat } from '../audio/formats.ts';
import type { Capabilities, Feature } from '../contract/capabilities.ts';
import { Fields } from './fields.ts';

/** Every feature of this version. */
export const FEATURES: readonly Feature[] = [
  'synthesize',
  'streamSpeech',
  'transcribe',
  'streamTranscript',
  'cloneVoice',
  'speakAs',
  'convertVoice',
  'transformSpeech',
  'translateSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'align',
  'convertAudio',
  'converse',
  'streamTurn',
  'conversations',
  'models',
  'submit',
];

/**
 * Reads the body of `GET /v1/capabilities/`, which is {@link Capabilities} as JSON. Features and formats that this
 * version does not know are left out.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireCapabilities(body: unknown): Capabilities {
  const fields = new Fields(body);
  const features = fields.strings('features');
  return {
    service: fields.string('service'),
    features: FEATURES.filter((feature) => features.includes(feature)),
    formats: fields.strings('formats').filter(isAudioFormat),
    speechLanguages: fields.strings('speechLanguages'),
    transcriptionLanguages: fields.strings('transcriptionLanguages'),
    words: fields.boolean('words'),
    ssml: fields.boolean('ssml'),
    lexicon: fields.boolean('lexicon'),
    diarization: fields.boolean('diarization'),
    maxCharacters: fields.number('maxCharacters'),
    maxAudioSeconds: fields.number('maxAudioSeconds'),
  };
}
