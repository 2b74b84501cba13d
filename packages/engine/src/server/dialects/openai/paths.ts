/** The paths whose errors are written as OpenAI's; `/v1/models` has TTS.ai's readers too, and they find their own in it. */
export const OPENAI_PATHS =
  /^(?:\/api)?\/v1\/(?:audio\/(?:speech|transcriptions|translations|voices|models)\/?$|models(?:\/|$))/;
