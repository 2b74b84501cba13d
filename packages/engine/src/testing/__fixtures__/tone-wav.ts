import { makeWav } from '@potoo/core/testing';

/** Hertz of what the tone service says. */
export const TONE_RATE = 8_000;
/** Seconds that a tone lasts. */
export const TONE_SECONDS = 0.1;
/** Bytes of a tone: 16-bit mono PCM. */
export const TONE_BYTES = TONE_RATE * TONE_SECONDS * 2;

const HEAD_BYTES = 44;
/** The largest length that a head can state: that of a file whose writer cannot know it yet. */
const UNKNOWN_BYTES = 0xff_ff_ff_ff - HEAD_BYTES;

/** Makes the head of a WAV file of tones. @param dataBytes - Of the tones that follow; left out, they are not known. */
export function toneHead(dataBytes = UNKNOWN_BYTES): Uint8Array {
  const head = makeWav(new Float32Array(0), TONE_RATE);
  const view = new DataView(head.buffer);
  view.setUint32(4, HEAD_BYTES - 8 + dataBytes, true);
  view.setUint32(HEAD_BYTES - 4, dataBytes, true);
  return head;
}

/** Makes one of eight tones as PCM, repeated until it fills so many bytes. @param index - From 0; any number. */
export function tone(index: number, bytes: number): Uint8Array {
  // Multiples of ten hertz go evenly into a tenth of a second, so that the repetition has no seam.
  const hertz = 220 + (index % 8) * 50;
  const frames = Float32Array.from(
    { length: TONE_RATE * TONE_SECONDS },
    (_, frame) => 0.25 * Math.sin((2 * Math.PI * hertz * frame) / TONE_RATE),
  );
  return Buffer.alloc(bytes, makeWav(frames, TONE_RATE).subarray(HEAD_BYTES));
}
