import { ChannelPower } from '../channel-power.ts';

/** Length of a window, seconds; the exact one is a power of two. Windows begin a quarter of it after each other. */
const WINDOW_SECONDS = 0.093;
/** Notes are looked for between these, hertz: below, the pitch of a voice moves too little to be told from one. */
const LOWEST_NOTE = 400;
const HIGHEST_NOTE = 5500;
/** A note rises so far above the mean level of so many frequencies to either side, decibels. */
const RISES_DB = 9;
const AROUND_BINS = 10;
/** And is held for so many windows, a seventh of a second. */
const HELD_WINDOWS = 6;
/** Notes of a window that are remembered. */
const NOTES = 4;
/** What sounds for more than this share of the whole recording is a machine rather than a note. */
const ALWAYS_SHARE = 0.5;
/** Frequencies to either side of a multiple of hum that are none of a note. */
const HUM_BINS = 1.5;
/** Windows count that are no further below the loud ones than this, as a ratio of powers, and how loud those are. */
const AUDIBLE_SHARE = 1e-3;
const LOUD_QUANTILE = 0.9;
/** How long a stretch is for which an answer is given, seconds, and how many to either side it is averaged with. */
const STRETCH_SECONDS = 1;
const REACH = 2;
/** Shares of windows in which a note is held: below the first is speech, also with noise, above the second music. */
const SPEECH_BELOW = 0.11;
const MUSIC_ABOVE = 0.22;
const TINY_POWER = 1e-12;

/**
 * Tells music from speech, also below noise: music has partials that are held for a seventh of a second without moving,
 * where those of a voice glide.
 *
 * Source: the duration of spectral peaks, M. Hawley, "Structure out of sound", MIT 1993; against noise as in
 * K. Seyerlehner, T. Pohle, M. Schedl and G. Widmer, "Automatic music detection in television productions", DAFx 2007.
 */
export class MusicMeter {
  readonly #sampleRate: number;
  readonly #hopSeconds: number;
  readonly #size: number;
  readonly #channels: ChannelPower;
  readonly #levels: Float32Array;
  readonly #lowestBin: number;
  /** For how many windows a frequency has stood out without a break, and in how many of all. */
  readonly #runs: Uint32Array;
  readonly #marks: Uint32Array;
  /** Of each window, its power and the frequencies that are held in it. */
  readonly #powers: number[] = [];
  readonly #held: Array<readonly number[]> = [];

  constructor(sampleRate: number, channels: number) {
    const size = Math.max(64, 2 ** Math.round(Math.log2(sampleRate * WINDOW_SECONDS)));
    this.#size = size;
    const bins = size / 2 + 1;
    const noteBins = Math.min(bins, Math.floor((HIGHEST_NOTE * size) / sampleRate) + 1);
    this.#sampleRate = sampleRate;
    this.#hopSeconds = size / 4 / sampleRate;
    const window = Float32Array.from({ length: size }, (_, index) => Math.sin((Math.PI * (index + 0.5)) / size));
    this.#channels = new ChannelPower(window, channels);
    this.#levels = new Float32Array(noteBins);
    this.#lowestBin = Math.ceil((LOWEST_NOTE * size) / sampleRate);
    [this.#runs, this.#marks] = [new Uint32Array(noteBins), new Uint32Array(noteBins)];
  }

  push(channels: readonly Float32Array[]): void {
    this.#channels.push(channels);
    for (;;) {
      const start = (this.#powers.length * this.#size) / 4;
      if (!this.#channels.reaches(start)) return;
      this.#powers.push(this.#measureLevels(start));
      this.#held.push(this.#holdNotes());
      this.#channels.forget(start + this.#size / 4);
    }
  }

  /**
   * How much each moment sounds like music, 0 to 1, from what has come.
   * @param humHertz - Frequency of hum, if there is any: its multiples are no notes.
   * @returns A function of the time in seconds.
   */
  likelihood(humHertz: number | undefined): (seconds: number) => number {
    const stretches = this.#countStretches((bin) => humHertz === undefined || !this.#isMultiple(bin, humHertz));
    const whole = musicShare(stretches);
    const shares = stretches.map((_, index) => {
      // In a recording of music, a passage that drowns in noise is music too.
      return Math.max(whole, musicShare(stretches.slice(Math.max(0, index - REACH), index + REACH + 1)));
    });
    return (seconds) => {
      const place = Math.min(shares.length - 1, Math.max(0, seconds / STRETCH_SECONDS - 0.5));
      const before = shares[Math.floor(place)] ?? 0;
      const after = shares[Math.ceil(place)] ?? before;
      return before + (place - Math.floor(place)) * (after - before);
    };
  }

  /** @returns The power of the window. */
  #measureLevels(start: number): number {
    const levels = this.#levels.fill(0);
    this.#channels.addTo(levels, start);
    let sum = 0;
    for (let bin = 0; bin < levels.length; bin++) {
      const power = levels[bin] ?? 0;
      sum += power;
      levels[bin] = 10 * Math.log10(power + TINY_POWER);
    }
    return sum;
  }

  /** Follows what stands out. @returns The frequencies that are held, as bins. */
  #holdNotes(): number[] {
    const levels = this.#levels;
    const held: number[] = [];
    let [sum, count] = [0, 0];
    for (let entering = 0; entering < levels.length + AROUND_BINS; entering++) {
      if (entering < levels.length) {
        sum += levels[entering] ?? 0;
        count++;
      }
      const bin = entering - AROUND_BINS;
      if (bin < 0) continue;
      const leaving = bin - AROUND_BINS - 1;
      if (leaving >= 0) {
        sum -= levels[leaving] ?? 0;
        count--;
      }
      const level = levels[bin] ?? 0;
      const isPeak = level >= (levels[bin - 1] ?? level) && level >= (levels[bin + 1] ?? level);
      const standsOut = isPeak && level - sum / count > RISES_DB;
      this.#runs[bin] = standsOut ? (this.#runs[bin] ?? 0) + 1 : 0;
      if (!standsOut) continue;
      this.#marks[bin] = (this.#marks[bin] ?? 0) + 1;
      if (bin >= this.#lowestBin && (this.#runs[bin] ?? 0) >= HELD_WINDOWS && held.length < NOTES) held.push(bin);
    }
    return held;
  }

  #isMultiple(bin: number, hertz: number): boolean {
    const place = (hertz * this.#size) / this.#sampleRate;
    return Math.abs(bin - Math.round(bin / place) * place) < HUM_BINS;
  }

  #countStretches(isNote: (bin: number) => boolean): Stretch[] {
    const windows = this.#powers.length;
    const sorted = Float64Array.from(this.#powers).sort();
    const audible = AUDIBLE_SHARE * (sorted[Math.floor(LOUD_QUANTILE * windows)] ?? 0);
    const stretches: Stretch[] = [];
    for (const [window, power] of this.#powers.entries()) {
      const index = Math.floor((window * this.#hopSeconds) / STRETCH_SECONDS);
      stretches[index] ??= { windows: 0, held: 0 };
      if (power <= audible) continue;
      const held = this.#held[window]?.some((bin) => isNote(bin) && (this.#marks[bin] ?? 0) < ALWAYS_SHARE * windows);
      stretches[index].windows++;
      if (held) stretches[index].held++;
    }
    return stretches;
  }
}

/** How many audible windows there are, and in how many of them a note is held. */
interface Stretch {
  windows: number;
  held: number;
}

function musicShare(stretches: readonly Stretch[]): number {
  const [windows, held] = stretches.reduce(
    ([all, some], stretch) => [all + stretch.windows, some + stretch.held],
    [0, 0],
  );
  const share = windows === 0 ? 0 : held / windows;
  return Math.min(1, Math.max(0, (share - SPEECH_BELOW) / (MUSIC_ABOVE - SPEECH_BELOW)));
}
