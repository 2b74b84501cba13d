import { invalidResponse } from './json.ts';

/** Bytes as base64, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let binary = '';
  // String.fromCharCode takes its arguments from the stack, so it is called on pieces.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

/** The bytes of a base64 field of an answer. @throws {UnreachableError} With reason `invalid_response`. */
export function readBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(text);
  } catch {
    throw invalidResponse('the audio or picture in it is not base64');
  }
}

/** Base64 as bytes. @throws {TypeError} If the text is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new TypeError('The text is not base64.', { cause });
  }
  // A plain loop: Uint8Array.from() walks the string's iterator and takes ten times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
