import type { MixerPart } from './mixer-parts.ts';

/** Seconds between the call and the first sound, so that all parts begin together. */
const LEAD = 0.05;

/** Time constant of a change of volume, seconds: long enough not to click. */
const SMOOTHING = 0.015;

/** The parts of a mix while they sound together. */
export class MixRun {
  readonly #context: AudioContext;
  readonly #startsAt: number;
  readonly #from: number;
  readonly #gains = new Map<string, GainNode>();
  readonly #sources: AudioBufferSourceNode[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    context: AudioContext,
    buffers: ReadonlyMap<string, AudioBuffer>,
    from: number,
    parts: readonly MixerPart[],
  ) {
    this.#context = context;
    this.#startsAt = context.currentTime + LEAD;
    this.#from = from;
    for (const [name, buffer] of buffers) {
      const gain = new GainNode(context, { gain: heardAs(parts, name) });
      gain.connect(context.destination);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(gain);
      source.start(this.#startsAt, Math.min(from, buffer.duration));
      this.#gains.set(name, gain);
      this.#sources.push(source);
    }
  }

  /** Seconds from the start of the mix. */
  time(): number {
    return this.#from + Math.max(0, this.#context.currentTime - this.#startsAt);
  }

  mix(parts: readonly MixerPart[]): void {
    for (const [name, gain] of this.#gains) {
      gain.gain.setTargetAtTime(heardAs(parts, name), this.#context.currentTime, SMOOTHING);
    }
  }

  /** Calls back when a time, seconds, has been reached. */
  whenOver(end: number, callback: () => void): void {
    const look = () => {
      const left = end - this.time();
      if (left <= 0) callback();
      else this.#timer = setTimeout(look, Math.max(20, left * 1000));
    };
    look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const source of this.#sources) source.stop();
    for (const gain of this.#gains.values()) gain.disconnect();
  }
}

/** How loud a part is heard, 0 to 1, among the others. */
function heardAs(parts: readonly MixerPart[], name: string): number {
  const part = parts.find((each) => each.name === name);
  if (!part || part.muted) return 0;
  return parts.some(({ solo }) => solo) && !part.solo ? 0 : part.volume;
}
