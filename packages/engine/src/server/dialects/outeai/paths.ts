/** The path of OuteAI's API, and how it may be written. */
export const OUTEAI_PATH = '/api/v1/audio';

/** The paths whose errors are written as OuteAI's. */
export const OUTEAI_PATHS = /^\/api\/v1\/audio\/?$/;
