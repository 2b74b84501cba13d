/** A WAV file of 32-bit floats: `value` gives the sample of a frame and channel. */
export function floatWav(
  { rate, channels, seconds }: { rate: number; channels: number; seconds: number },
  value: (time: number, channel: number) => number,
): Uint8Array<ArrayBuffer> {
  const frames = Math.round(rate * seconds);
  const bytes = new Uint8Array(44 + frames * channels * 4);
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, text: string) => bytes.set(Buffer.from(text), at);
  ascii(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 4, true);
  view.setUint16(32, channels * 4, true);
  view.setUint16(34, 32, true);
  ascii(36, 'data');
  view.setUint32(40, frames * channels * 4, true);
  for (let frame = 0; frame < frames; frame++) {
    for (let channel = 0; channel < channels; channel++) {
      view.setFloat32(44 + (frame * channels + channel) * 4, value(frame / rate, channel), true);
    }
  }
  return bytes;
}

/** A tone, and a softer one above it. */
const hum = (time: number) => 0.3 * Math.sin(2 * Math.PI * 220 * time) + 0.1 * Math.sin(2 * Math.PI * 1760 * time);

/** A recording, and what it comes out as. */
export interface OddRecording {
  readonly audio: Uint8Array<ArrayBuffer>;
  readonly seconds: number;
  /** Hertz. */
  readonly rate: number;
  readonly channels: number;
}

/** Recordings that are good though they are uncommon. */
export const ODD_RECORDINGS: Readonly<Record<string, OddRecording>> = {
  'a tenth of a second': { ...recordingOf(0.1, 16_000, 1), rate: 16_000, channels: 1 },
  'eight channels': { ...recordingOf(1, 48_000, 8), rate: 48_000, channels: 2 },
  '192 kHz': { ...recordingOf(0.5, 192_000, 2), rate: 192_000, channels: 2 },
  '8 kHz': { ...recordingOf(1, 8_000, 1), rate: 8_000, channels: 1 },
  'values that are no numbers': {
    ...recordingOf(1, 16_000, 1, (time) => (Math.floor(time * 1000) % 7 === 0 ? Number.NaN : hum(time))),
    rate: 16_000,
    channels: 1,
  },
  silence: { ...recordingOf(2, 16_000, 1, () => 0), rate: 16_000, channels: 1 },
};

/** A recording with a tone, or with what `value` says. */
export function recordingOf(seconds: number, rate: number, channels: number, value = hum) {
  return { audio: floatWav({ rate, channels, seconds }, value), seconds };
}

const whole = recordingOf(0.5, 16_000, 2).audio;

/** Files that hold no sound: each is to be refused. */
export const NO_RECORDINGS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  text: new TextEncoder().encode('no audio '.repeat(50)),
  'an empty file': new Uint8Array(0),
  'a header cut off': whole.slice(0, 30),
  'a header and nothing else': whole.slice(0, 44),
};
