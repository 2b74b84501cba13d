import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import type { ArrivingPcm } from './arriving-pcm.ts';
import { PcmRun } from './pcm-run.ts';
import type { Playback, PlaybackEvents } from './playback.ts';

const TICK_MS = 100;

/** Plays {@link ArrivingPcm} through Web Audio, sample after sample, while it is still arriving. */
export class PcmPlayback implements Playback {
  readonly #track: ArrivingPcm;
  readonly #loudspeaker: Loudspeaker;
  readonly #events: PlaybackEvents;
  readonly #unsubscribe: () => void;
  #position = 0;
  #rate = 1;
  #volume = 1;
  #run: PcmRun | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isWaiting = false;
  /** Runs in a row that ended because the context lost its clock. */
  #losses = 0;
  #disposed = false;

  constructor(track: ArrivingPcm, loudspeaker: Loudspeaker, events: PlaybackEvents) {
    this.#track = track;
    this.#loudspeaker = loudspeaker;
    this.#events = events;
    this.#unsubscribe = track.subscribe(() => {
      events.grown();
      if (this.#run) this.#tick();
    });
  }

  get duration(): number | null {
    return this.#track.ended ? this.#track.duration : null;
  }

  get buffered(): number {
    return this.#track.duration;
  }

  get currentTime(): number {
    return this.#run?.mediaTime() ?? this.#position;
  }

  start(): void {
    if (this.#run || this.#disposed) return;
    void this.#loudspeaker.ready().then((isReady) => {
      if (this.#disposed || this.#run || this.#timer === undefined) return;
      if (!isReady) {
        this.#stopTimer();
        this.#events.blocked();
        return;
      }
      this.#begin();
    });
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  pause(): void {
    this.#stopTimer();
    this.#position = this.currentTime;
    this.#stopRun();
  }

  seek(time: number): void {
    const wasRunning = this.#run !== undefined;
    this.#stopRun();
    this.#position = Math.max(0, Math.min(time, this.#track.duration));
    if (wasRunning) this.#begin();
  }

  setRate(rate: number): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    if (this.#run) this.seek(this.currentTime);
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#run?.setVolume(volume);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopTimer();
    this.#stopRun();
    this.#unsubscribe();
  }

  #begin(): void {
    this.#isWaiting = false;
    this.#run = new PcmRun(this.#track, this.#loudspeaker.context, this.#position, this.#rate, this.#volume);
    this.#tick();
    if (this.#run && !this.#isWaiting) this.#events.playing();
  }

  #tick(): void {
    const run = this.#run;
    if (!run) return;
    if (run.context !== this.#loudspeaker.context || run.isStuck()) {
      this.#startAnew(run);
      return;
    }
    if (run.mediaTime() > this.#position) this.#losses = 0;
    run.fill();
    if (run.isPlayedOut()) this.#playedOut(run);
    else if (this.#isWaiting) {
      this.#isWaiting = false;
      this.#events.playing();
    }
  }

  #playedOut(run: PcmRun): void {
    if (!this.#track.ended) {
      if (!this.#isWaiting) this.#events.waiting();
      this.#isWaiting = true;
      return;
    }
    this.#position = run.mediaTime();
    this.#stopTimer();
    this.#stopRun();
    if (this.#track.error) this.#events.failed(this.#track.error);
    else this.#events.ended();
  }

  /** The context was replaced, or its clock stands still: what was handed to it is lost. */
  #startAnew(run: PcmRun): void {
    this.pause();
    this.#losses += 1;
    // A second new context would stand still as well: only a gesture helps then.
    if (this.#losses > 2) {
      this.#losses = 0;
      this.#events.blocked();
      return;
    }
    if (run.context === this.#loudspeaker.context && run.context.state === 'running')
      this.#loudspeaker.replaceContext();
    this.#events.waiting();
    this.start();
  }

  #stopRun(): void {
    this.#run?.stop();
    this.#run = undefined;
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
