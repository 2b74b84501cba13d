import { StreamResampler } from '../../audio/stream-resampler.ts';
import { joinFrames, TimeStretch } from '../../audio/time-stretch.ts';
import type { ArrivingPcm } from './arriving-pcm.ts';

/** Seconds of sound that are handed to the browser ahead: more than a timer of a hidden page waits, 1 s. */
const AHEAD = 1.5;
/** Seconds of one buffer. */
const BLOCK = 0.25;
/** Seconds over which a voice fades when it stops: short enough to be at once, long enough not to click. */
const FADE = 0.008;
/** Seconds between the call and the first sound, so that none of it is late. */
const LEAD = 0.02;

/** A stretch of sound that was handed over: when it sounds, and what part of the track it is. */
interface Stretch {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly from: number;
  readonly to: number;
}

/** One uninterrupted run of a track at one speed, through Web Audio. */
export class PcmRun {
  readonly context: AudioContext;
  readonly #track: ArrivingPcm;
  readonly #gain: GainNode;
  readonly #stretcher: TimeStretch | undefined;
  readonly #resamplers: StreamResampler[] | undefined;
  readonly #sources = new Set<AudioBufferSourceNode>();
  readonly #from: number;
  #stretches: Stretch[] = [];
  #nextFrame: number;
  /** Number of the context's frame that the next buffer begins with. Whole frames leave no gap and no overlap. */
  #nextStart: number;
  #flushed = false;
  #clock = { time: -1, since: 0 };

  constructor(track: ArrivingPcm, context: AudioContext, from: number, rate: number, volume: number) {
    this.context = context;
    this.#track = track;
    this.#from = from;
    this.#nextFrame = Math.round(from * track.sampleRate);
    this.#nextStart = Math.ceil((context.currentTime + LEAD) * context.sampleRate);
    this.#gain = new GainNode(context, { gain: volume });
    this.#gain.connect(context.destination);
    if (rate !== 1) this.#stretcher = new TimeStretch(track.sampleRate, track.channels, rate);
    if (track.sampleRate !== context.sampleRate) {
      this.#resamplers = Array.from(
        { length: track.channels },
        () => new StreamResampler(track.sampleRate, context.sampleRate),
      );
    }
  }

  /** Where in the track the sound is that leaves now, seconds. */
  mediaTime(): number {
    const now = this.context.currentTime;
    this.#stretches = this.#stretches.filter((each, index, all) => each.endsAt > now || index === all.length - 1);
    const stretch = this.#stretches[0];
    if (!stretch) return this.#from;
    const share = (now - stretch.startsAt) / (stretch.endsAt - stretch.startsAt);
    return stretch.from + Math.max(0, Math.min(1, share)) * (stretch.to - stretch.from);
  }

  /** Hands over what has come, up to {@link AHEAD}. */
  fill(): void {
    const { context } = this;
    const limit = (context.currentTime + AHEAD) * context.sampleRate;
    const block = Math.round(BLOCK * this.#track.sampleRate);
    while (this.#nextStart < limit && !this.#flushed) {
      const frames = this.#track.read(this.#nextFrame, block);
      const count = frames[0]?.length ?? 0;
      if (count === 0 && !this.#track.ended) return;
      this.#flushed = count === 0;
      this.#schedule(this.#shape(frames, this.#flushed), count);
    }
  }

  /** Whether everything that was handed over has sounded. */
  isPlayedOut(): boolean {
    const isEmpty = this.#flushed || this.#nextFrame >= this.#track.frames;
    return isEmpty && this.context.currentTime * this.context.sampleRate >= this.#nextStart;
  }

  /** Whether the context says that it runs and its clock has stood still for half a second, as after a call on iOS. */
  isStuck(): boolean {
    const { currentTime, state } = this.context;
    if (currentTime !== this.#clock.time) this.#clock = { time: currentTime, since: performance.now() };
    return state !== 'running' || performance.now() - this.#clock.since > 500;
  }

  setVolume(volume: number): void {
    this.#gain.gain.setTargetAtTime(volume, this.context.currentTime, FADE);
  }

  stop(): void {
    const { context } = this;
    if (context.state === 'closed') return;
    this.#gain.gain.setTargetAtTime(0, context.currentTime, FADE / 4);
    for (const source of this.#sources) source.stop(context.currentTime + FADE);
    const last = [...this.#sources].at(-1);
    if (last) last.onended = () => this.#gain.disconnect();
    else this.#gain.disconnect();
  }

  #shape(frames: Float32Array<ArrayBuffer>[], isLast: boolean): Float32Array[] {
    const stretched = this.#stretcher
      ? withRest(this.#stretcher.push(frames), isLast ? this.#stretcher.flush() : undefined)
      : frames;
    return this.#resamplers
      ? this.#resamplers.map((resampler, channel) => {
          const made = resampler.push(stretched[channel] ?? new Float32Array(0));
          return isLast ? (withRest([made], [resampler.flush()])[0] ?? made) : made;
        })
      : stretched;
  }

  #schedule(frames: readonly Float32Array[], taken: number): void {
    const { context } = this;
    const length = frames[0]?.length ?? 0;
    const from = this.#nextFrame / this.#track.sampleRate;
    this.#nextFrame += taken;
    if (length === 0) return;
    // Late after a wait for more audio: it goes on now.
    this.#nextStart = Math.max(this.#nextStart, Math.ceil((context.currentTime + LEAD / 4) * context.sampleRate));
    const buffer = new AudioBuffer({ length, numberOfChannels: frames.length, sampleRate: context.sampleRate });
    for (const [channel, data] of frames.entries()) buffer.copyToChannel(new Float32Array(data), channel);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(this.#gain);
    source.onended = () => this.#sources.delete(source);
    const startsAt = this.#nextStart / context.sampleRate;
    source.start(startsAt);
    this.#sources.add(source);
    this.#nextStart += length;
    const endsAt = this.#nextStart / context.sampleRate;
    this.#stretches.push({ startsAt, endsAt, from, to: this.#nextFrame / this.#track.sampleRate });
  }
}

function withRest(made: readonly Float32Array[], rest: readonly Float32Array[] = []): Float32Array[] {
  return made.map((channel, index) => joinFrames([channel, rest[index] ?? new Float32Array(0)]));
}
