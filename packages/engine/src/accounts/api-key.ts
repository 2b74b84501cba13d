import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a key may be used for: a secret one from servers, a publishable one from web pages. */
export type KeyKind = 'secret' | 'publishable';

/** What a key begins with, as the TTS.ai API has it. */
export const KEY_PREFIXES: Readonly<Record<KeyKind, string>> = { secret: 'sk-tts-', publishable: 'pk-tts-' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 190 bits. */
const RANDOM_LENGTH = 32;
/** Holds the 32 bits of a CRC. */
const CHECKSUM_LENGTH = 6;

const PATTERN = new RegExp(
  `^(?:${Object.values(KEY_PREFIXES).join('|')})[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`,
);

/**
 * Makes a key: a prefix that scanners of leaked secrets know, 32 random characters, and the CRC-32 of all that, so that a
 * mistyped key is told from a wrong one without a look into the database.
 */
export function generateApiKey(kind: KeyKind): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const body = KEY_PREFIXES[kind] + random;
  return body + checksum(body);
}

/** Tells whether a text can be a key of ours: its form and its checksum are right. */
export function isApiKey(text: string): boolean {
  return PATTERN.test(text) && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** What is kept of a key, as hex. A key has more entropy than the hash, so that it needs neither salt nor stretching. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** What is shown of a key after it was made. */
export function maskApiKey(key: string): string {
  const prefix = Object.values(KEY_PREFIXES).find((known) => key.startsWith(known)) ?? '';
  return `${prefix}…${key.slice(-4)}`;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = (ALPHABET[rest % ALPHABET.length] ?? '') + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
