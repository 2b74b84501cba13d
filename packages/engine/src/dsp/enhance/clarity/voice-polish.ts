import type { Stage } from '../stage.ts';
import { BiquadPair, bandPass, highPass, highShelf, NOTHING } from './biquad.ts';
import type { ClaritySettings } from './clarity-settings.ts';

/** Quality factors of the two halves of a high-pass of fourth order without a bump (S. Butterworth, 1930). */
const BUTTERWORTH = [0.5412, 1.3066] as const;
const PRESENCE_HERTZ = 3000;
/** The band of sharp consonants, hertz, and how wide it is. */
const SHARP_HERTZ = 6800;
const SHARP_Q = 0.9;
/** The lowest rate at which that band can be filtered, hertz. */
const SHARP_RATE = 16_000;
/** A consonant is sharp from so far above this level on, decibels relative to the speech as a whole. */
const SHARP_FROM_DB = -12;
const SHARP_SLOPE = 0.6;
/** And only while its band holds most of the power: nothing is done below the first, decibels, all of it above the second. */
const SHARP_SHARE_FROM_DB = -9;
const SHARP_SHARE_TO_DB = -3;
/** Speech gets less loud from here on, gradually within the knee, decibels relative to the speech as a whole. */
const LOUD_FROM_DB = -4;
const KNEE_DB = 8;
/** How fast a gain goes down, and up again, seconds. */
const SHARP_TIMES = { attack: 0.001, release: 0.04 };
const LOUD_TIMES = { attack: 0.005, release: 0.15 };
/** How often gains are worked out, seconds; in between they change evenly. */
const STEP_SECONDS = 0.0005;
const TINY_POWER = 1e-12;

/**
 * Makes a stage that polishes speech: rumble goes, consonants come forward, sharp ones are held back, and loud passages are
 * evened out. All channels share the moving gains.
 *
 * Source: the compressor with a smoothed gain in decibels of D. Giannoulis, M. Massberg and J. Reiss, "Digital dynamic range
 * compressor design", JAES 60(6), 2012; the de-esser is the same in a band that is subtracted.
 * @param levelDb - Level of the speech as a whole, decibels of full scale.
 */
export function createVoicePolish(
  sampleRate: number,
  channels: number,
  settings: ClaritySettings,
  levelDb: number,
): Stage {
  return new VoicePolish(sampleRate, channels, settings, levelDb);
}

class VoicePolish implements Stage {
  readonly #settings: ClaritySettings;
  readonly #levelDb: number;
  readonly #step: number;
  /** Per channel: against rumble; for presence, and for the sharp band of what that makes. */
  readonly #rumble: readonly BiquadPair[];
  readonly #presence: readonly BiquadPair[];
  readonly #sharp: MovingGain;
  readonly #loud: MovingGain;
  /** What does not fill a step yet, per channel. */
  #rest: readonly Float32Array[];

  constructor(sampleRate: number, channels: number, settings: ClaritySettings, levelDb: number) {
    const each = <Value>(make: () => Value) => Array.from({ length: channels }, make);
    this.#settings = settings;
    this.#levelDb = levelDb;
    this.#step = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    const shelf = highShelf(Math.min(PRESENCE_HERTZ, 0.4 * sampleRate), sampleRate, settings.presenceDb);
    const band = sampleRate < SHARP_RATE ? NOTHING : bandPass(SHARP_HERTZ, sampleRate, SHARP_Q);
    const [first, second] = BUTTERWORTH;
    const rumble = (q: number) => highPass(settings.rumbleHertz, sampleRate, q);
    this.#rumble = each(() => new BiquadPair(rumble(first), rumble(second)));
    this.#presence = each(() => new BiquadPair(shelf, band));
    this.#sharp = new MovingGain(SHARP_TIMES, this.#step / sampleRate);
    this.#loud = new MovingGain(LOUD_TIMES, this.#step / sampleRate);
    this.#rest = each(() => new Float32Array(0));
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    const joined = this.#rest.map((rest, index) => join(rest, channels[index] ?? new Float32Array(0)));
    const frames = joined[0]?.length ?? 0;
    const whole = frames - (frames % this.#step);
    this.#rest = joined.map((channel) => channel.slice(whole));
    return this.#polish(joined.map((channel) => channel.slice(0, whole)));
  }

  flush(): Float32Array[] {
    const rest = this.#rest.map((channel) => channel.slice());
    this.#rest = rest.map(() => new Float32Array(0));
    return this.#polish(rest);
  }

  /** Works in place. */
  #polish(channels: Float32Array[]): Float32Array[] {
    const bands = channels.map((channel, index) => {
      this.#rumble[index]?.run(channel, channel, channel);
      const band = new Float32Array(channel.length);
      this.#presence[index]?.run(channel, channel, band);
      return band;
    });
    const frames = channels[0]?.length ?? 0;
    for (let start = 0; start < frames; start += this.#step) {
      const end = Math.min(start + this.#step, frames);
      this.#moveGains(power(channels, start, end), power(bands, start, end));
      for (const [index, band] of bands.entries()) this.#applyGains(channels[index] ?? band, band, start, end);
    }
    return channels;
  }

  #moveGains(all: number, sharp: number): void {
    const { sharpnessDb, ratio } = this.#settings;
    const share = 10 * Math.log10((sharp + TINY_POWER) / (all + TINY_POWER));
    const sure = clamp((share - SHARP_SHARE_FROM_DB) / (SHARP_SHARE_TO_DB - SHARP_SHARE_FROM_DB), 0, 1);
    const above = SHARP_SLOPE * (this.#relativeDb(sharp) - SHARP_FROM_DB);
    this.#sharp.move(-sure * clamp(above, 0, sharpnessDb));
    this.#loud.move((1 / ratio - 1) * softened(this.#relativeDb(all) - LOUD_FROM_DB));
  }

  #relativeDb(value: number): number {
    return 10 * Math.log10(value + TINY_POWER) - this.#levelDb;
  }

  #applyGains(channel: Float32Array, band: Float32Array, start: number, end: number): void {
    const step = 1 / (end - start);
    const { before: loud, now: loudNext } = this.#loud;
    const { before: sharp, now: sharpNext } = this.#sharp;
    const loudStep = step * (loudNext - loud);
    const sharpStep = step * (sharpNext - sharp);
    for (let at = start, passed = 0; at < end; at++, passed++) {
      const held = (1 - sharp - passed * sharpStep) * (band[at] ?? 0);
      channel[at] = ((channel[at] ?? 0) - held) * (loud + passed * loudStep);
    }
  }
}

/** A gain that follows what is asked for, fast downwards and slowly upwards. */
class MovingGain {
  readonly #attack: number;
  readonly #release: number;
  #gainDb = 0;
  /** The gain at the beginning of the last step, and at its end, linear: in between it changes evenly. */
  before = 1;
  now = 1;

  constructor(times: { readonly attack: number; readonly release: number }, stepSeconds: number) {
    this.#attack = Math.exp(-stepSeconds / times.attack);
    this.#release = Math.exp(-stepSeconds / times.release);
  }

  /** @param wantedDb - Decibels. */
  move(wantedDb: number): void {
    const decay = wantedDb < this.#gainDb ? this.#attack : this.#release;
    this.#gainDb = wantedDb + decay * (this.#gainDb - wantedDb);
    this.before = this.now;
    this.now = 10 ** (this.#gainDb / 20);
  }
}

/** Decibels above a threshold, with a knee around it. */
function softened(aboveDb: number): number {
  if (aboveDb >= KNEE_DB / 2) return aboveDb;
  return aboveDb <= -KNEE_DB / 2 ? 0 : (aboveDb + KNEE_DB / 2) ** 2 / (2 * KNEE_DB);
}

/** Mean square of the loudest channel's stretch. */
function power(channels: readonly Float32Array[], start: number, end: number): number {
  let highest = 0;
  for (const channel of channels) {
    let sum = 0;
    for (let at = start; at < end; at++) sum += (channel[at] ?? 0) ** 2;
    highest = Math.max(highest, sum / (end - start));
  }
  return highest;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function join(first: Float32Array, second: Float32Array): Float32Array {
  const joined = new Float32Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
