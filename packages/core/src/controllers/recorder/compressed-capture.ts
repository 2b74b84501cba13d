import type { PotooError } from '../../errors/potoo-error.ts';
import { deferred } from '../deferred.ts';
import { microphoneError, unsupportedError } from '../microphone/media-errors.ts';
import type { MicrophoneLease } from '../microphone/microphone.ts';
import type { Capture, RecordedFile } from './recording.ts';

/** How often the browser hands over what it has: that much is lost at most when it crashes. */
const SLICE_MS = 1000;
/** How long the browser may take to say that it has stopped. */
const STOP_LIMIT_MS = 3000;

/** How compressed audio is recorded. */
export interface CompressedCaptureOptions {
  /** @default The browser's own choice, Opus as a rule. */
  readonly mimeType?: string | undefined;
  /** Bits per second. @default The browser's own choice. */
  readonly bitsPerSecond?: number | undefined;
  readonly onError: (error: PotooError) => void;
}

/** Records with the browser's own encoder. */
export class CompressedCapture implements Capture {
  readonly #recorder: MediaRecorder;
  readonly #lease: MicrophoneLease;
  readonly #parts: Blob[] = [];
  readonly #stopped = deferred();
  #before = 0;
  #since: number | undefined;

  constructor(lease: MicrophoneLease, { mimeType = bestMimeType(), bitsPerSecond, onError }: CompressedCaptureOptions) {
    if (typeof MediaRecorder === 'undefined') throw unsupportedError('no-mediarecorder');
    this.#lease = lease;
    this.#recorder = new MediaRecorder(lease.stream, {
      ...(mimeType !== undefined && { mimeType }),
      ...(bitsPerSecond !== undefined && { audioBitsPerSecond: bitsPerSecond }),
    });
    this.#recorder.ondataavailable = ({ data }) => data.size > 0 && this.#parts.push(data);
    this.#recorder.onstop = () => this.#stopped.resolve();
    this.#recorder.onerror = (event) => onError(microphoneError('error' in event ? event.error : event));
    this.#recorder.start(SLICE_MS);
    this.#since = performance.now();
  }

  get elapsed(): number {
    return this.#before + (this.#since === undefined ? 0 : (performance.now() - this.#since) / 1000);
  }

  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
    this.#before = this.elapsed;
    this.#since = undefined;
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
    this.#since ??= performance.now();
  }

  async finish(): Promise<RecordedFile> {
    this.#before = this.elapsed;
    this.#since = undefined;
    // A lost device has stopped it already.
    if (this.#recorder.state === 'inactive') this.#stopped.resolve();
    else this.#recorder.stop();
    const limit = setTimeout(this.#stopped.resolve, STOP_LIMIT_MS);
    await this.#stopped.promise;
    clearTimeout(limit);
    const mimeType = this.#recorder.mimeType || this.#parts[0]?.type || '';
    const blob = new Blob(this.#parts, { type: mimeType });
    const { sampleRate = 48_000, channelCount: channels = 1 } =
      this.#lease.stream.getAudioTracks()[0]?.getSettings() ?? {};
    const facts = { mimeType, sampleRate, channels };
    if (!/webm/.test(mimeType) || blob.size === 0) return { blob, ...facts, duration: this.elapsed };
    // Loaded only where it is needed: browsers write WebM as if it had no end.
    const { withDuration } = await import('./webm-duration.ts');
    const timed = withDuration(new Uint8Array(await blob.arrayBuffer()));
    if (!timed) return { blob, ...facts, duration: this.elapsed };
    return { blob: new Blob([timed.bytes], { type: mimeType }), ...facts, duration: timed.duration };
  }

  cancel(): void {
    this.#recorder.ondataavailable = null;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
  }
}

/** The format to record in. Safari says that it can write WebM and writes it wrongly; there MP4 comes first. */
function bestMimeType(): string | undefined {
  const isWebKit = navigator.vendor.startsWith('Apple');
  const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
  return (isWebKit ? types.reverse() : types).find((type) => MediaRecorder.isTypeSupported?.(type));
}
