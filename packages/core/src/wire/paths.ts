/**
 * Paths of the HTTP interface, relative to the server's origin. They are the TTS.ai API's own; every one is served with
 * and without its last slash and under `/api` as well.
 */
export const PATHS = {
  synthesize: '/v1/tts/',
  transcribe: '/v1/stt/',
  cloneSpeech: '/v1/tts/clone/',
  convertVoice: '/v1/voice-convert/',
  translateSpeech: '/v1/speech-translate/',
  transformSpeech: '/v1/speech-to-speech/',
  converse: '/v1/voice-chat/',
  enhance: '/v1/audio/enhance/',
  separate: '/v1/audio/separate/',
  dereverb: '/v1/audio/dereverb/',
  analyze: '/v1/audio/analyze/',
  convertAudio: '/v1/audio/convert/',
  /** That of ElevenLabs' interface. */
  align: '/v1/forced-alignment/',
  models: '/v1/models/',
  voices: '/v1/voices/',
  voicePreview: '/v1/voices/preview/',
  /** Potoo's own: what is kept of spoken conversations. */
  conversations: '/v1/conversations/',
  /** Potoo's own: a cloned voice out of a file. */
  importVoice: '/v1/voices/import/',
  /** Potoo's own: long work. */
  jobs: '/v1/jobs/',
  results: '/v1/results/',
  /** Potoo's own: the room that models take, and have. */
  modelStorage: '/v1/storage/',
  /** Potoo's own: what the caller has used, and what is left. */
  usage: '/v1/usage/',
  /** Potoo's own: the keys of a server, for its administrators. */
  keys: '/v1/keys/',
  /** Potoo's own: what messages to the caller's webhooks are signed with. */
  webhookSecret: '/v1/webhooks/secret/',
  /** Potoo's own: what the server can do. */
  capabilities: '/v1/capabilities/',
} as const;
