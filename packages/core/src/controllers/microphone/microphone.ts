import { PotooError } from '../../errors/potoo-error.ts';
import { inState } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { type AudioDevice, listMicrophones } from './devices.ts';
import { lostDevice } from './lost-device.ts';
import { type OpenStream, openStream, stopTracks } from './open-stream.ts';
import { type MicrophonePermission, watchPermission } from './permission.ts';
import { SILENT, type SoundLevel } from './sound-level.ts';
import { type MicrophoneSupport, microphoneSupport, SERVER_SUPPORT } from './support.ts';

/** State of a {@link Microphone}. Its level is not in it: it changes all the time. Ask {@link Microphone.level}. */
export interface MicrophoneState {
  readonly support: MicrophoneSupport;
  readonly permission: MicrophonePermission;
  /** `muted`: the system or the device sends silence. `lost`: it was disconnected while it was open. */
  readonly status: 'closed' | 'requesting' | 'open' | 'muted' | 'lost' | 'error';
  /** Microphones that the browser tells of; their names are empty before the first permission. */
  readonly devices: readonly AudioDevice[];
  /** Id of the microphone to use; `null` for the browser's choice. */
  readonly deviceId: string | null;
  /** Id of the microphone that is open. */
  readonly openDeviceId: string | null;
  readonly error: PotooError | null;
}

/** How a {@link Microphone} is made. */
export interface MicrophoneOptions {
  /** Microphone to use. It has to be there; choose with {@link Microphone.select}. @default The browser's choice. */
  readonly deviceId?: string | undefined;
  /** What else is asked of it, such as `echoCancellation`. */
  readonly constraints?: MediaTrackConstraints | undefined;
  /** Stream to use instead of asking for one. It is the caller's: it is not stopped here. */
  readonly stream?: MediaStream | undefined;
  /** Context to measure and record in; it is never closed here. @default One of its own while it is open. */
  readonly context?: AudioContext | undefined;
  /** Whether to close when the page is hidden for good. @default true */
  readonly closeOnPageHide?: boolean | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

/** An open microphone, held by one who uses it. */
export interface MicrophoneLease {
  readonly stream: MediaStream;
  /** Where it can be measured and recorded. */
  readonly context: AudioContext;
  /** Its sound in that context. */
  readonly source: MediaStreamAudioSourceNode;
  /** Aborts when the microphone is gone before it was given back: with a `device_lost` error, or why it was closed. */
  readonly gone: AbortSignal;
  /** Its level now. */
  readonly level: () => SoundLevel;
  /** Gives it back; with the last lease it closes, and its indicator goes out. */
  release(): void;
}

/**
 * The microphone of a page: whether it may be used, which there are, and how loud it is. It is opened once for all who use
 * it, and closed with the last of them. Nobody is asked for permission before the first {@link open} or {@link acquire}.
 */
export class Microphone extends Controller<MicrophoneState, MicrophoneOptions> {
  readonly #leases = new Set<object>();
  #opening: Promise<OpenStream> | undefined;
  #opened: OpenStream | undefined;
  #attempt: AbortController | undefined;
  #held: MicrophoneLease | undefined;
  #unwatch: (() => void) | undefined;

  constructor(options: MicrophoneOptions = {}) {
    super(
      {
        ...{ support: SERVER_SUPPORT, permission: 'unknown', status: 'closed', devices: [], error: null },
        ...{ deviceId: options.deviceId ?? null, openDeviceId: null },
      },
      options,
    );
  }

  /** How loud it is now: nothing while it is closed. Measured when it is asked for. */
  get level(): SoundLevel {
    return this.#opened?.meter.read() ?? SILENT;
  }

  /** Calls a listener with the level, in every frame that the page draws while it is open. */
  readonly subscribeLevel = (listener: (level: SoundLevel) => void): (() => void) => {
    let frame = 0;
    const tell = () => {
      listener(this.level);
      frame = requestAnimationFrame(tell);
    };
    frame = requestAnimationFrame(tell);
    return () => cancelAnimationFrame(frame);
  };

  /** Opens it, as to show its level before anything is recorded. Errors go into the state. */
  readonly open = (): void => inState(this.openAsync());

  /** Like {@link open}. @throws {PotooError} Why it cannot be opened; `reason` tells it to programs. */
  readonly openAsync = async (): Promise<void> => {
    this.#held ??= await this.acquire();
  };

  /** Closes it, unless someone else still uses it. */
  readonly close = (): void => {
    this.#held?.release();
    this.#held = undefined;
    if (this.#leases.size === 0) this.#shut(new DOMException('The microphone was closed.', 'AbortError'));
  };

  /**
   * Chooses a microphone, or the browser's choice. One that only shows its level is exchanged at once; one that someone
   * records from stays until it is opened the next time.
   */
  readonly select = (deviceId: string | null): void => {
    if (deviceId === this.getSnapshot().deviceId) return;
    this.update({ deviceId });
    if (!this.#held || this.#leases.size > 1) return;
    this.close();
    this.open();
  };

  /** Lists the microphones again. The browser tells their names only after the first permission. */
  readonly refreshDevices = async (): Promise<void> => {
    this.update({ devices: await listMicrophones() });
  };

  /**
   * Opens it for one who uses it, and asks for permission where that is needed.
   * @param signal - Gives up; a stream that comes later is stopped.
   * @throws {PotooError} Why it cannot be opened; `reason` tells it to programs.
   */
  readonly acquire = async (signal?: AbortSignal): Promise<MicrophoneLease> => {
    this.life.throwIfAborted();
    signal?.throwIfAborted();
    const place = {};
    this.#leases.add(place);
    const release = () => {
      if (this.#leases.delete(place) && this.#leases.size === 0) {
        this.#shut(new DOMException('The microphone was closed.', 'AbortError'));
      }
    };
    signal?.addEventListener('abort', release, { once: true });
    try {
      const { stream, context, source, meter, gone } = await this.#openOnce();
      signal?.throwIfAborted();
      return { stream, context, source, gone: gone.signal, level: () => meter.read(), release };
    } catch (error) {
      release();
      throw error;
    } finally {
      signal?.removeEventListener('abort', release);
    }
  };

  protected override attached(): void {
    this.update({ support: microphoneSupport() });
    this.#unwatch ??= this.#watch();
  }

  protected override disposed(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#takeBack(this.life.reason);
  }

  #openOnce(): Promise<OpenStream> {
    if (this.#opening) return this.#opening;
    const attempt = new AbortController();
    this.#attempt = attempt;
    const opening = this.#open(attempt.signal).catch((error: unknown) => {
      if (this.#opening === opening) this.#opening = undefined;
      throw error;
    });
    this.#opening = opening;
    return opening;
  }

  async #open(signal: AbortSignal): Promise<OpenStream> {
    const support = microphoneSupport();
    this.update({ support, error: null });
    try {
      if (!support.supported && !this.options.stream) {
        throw (await import('./media-errors.ts')).unsupportedError(support.reason);
      }
      const stream = this.options.stream ?? (await this.#ask(signal));
      const { stream: given, context } = this.options;
      const opened = await openStream(stream, { isOwn: stream !== given, context }, signal);
      for (const track of stream.getAudioTracks()) this.#follow(track, opened.closed);
      this.#opened = opened;
      this.#tellOpen(stream);
      return opened;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // The texts of errors are loaded with the first of them.
      const known = PotooError.isInstance(error) ? error : (await import('./media-errors.ts')).microphoneError(error);
      if (signal.aborted) throw signal.reason;
      const isDenied = known.reason === 'permission_denied' || known.reason === 'permissions_policy';
      this.update({ status: 'error', error: known, ...(isDenied && { permission: 'denied' }) });
      this.options.onError?.(known);
      throw known;
    }
  }

  async #ask(signal: AbortSignal): Promise<MediaStream> {
    const { deviceId } = this.getSnapshot();
    this.update({ status: 'requesting' });
    // A voice needs one channel.
    const audio = {
      channelCount: 1,
      ...this.options.constraints,
      ...(deviceId !== null && { deviceId: { exact: deviceId } }),
    };
    // A question cannot be taken back: the answer may come when nobody waits for it.
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    if (signal.aborted) {
      stopTracks(stream);
      throw signal.reason;
    }
    return stream;
  }

  #follow(track: MediaStreamTrack, signal: AbortSignal): void {
    track.addEventListener('ended', () => this.#lose(), { signal });
    track.addEventListener('mute', () => this.update({ status: 'muted' }), { signal });
    track.addEventListener('unmute', () => this.update({ status: 'open' }), { signal });
  }

  #tellOpen(stream: MediaStream): void {
    const [track] = stream.getAudioTracks();
    this.update({
      status: track?.muted ? 'muted' : 'open',
      permission: 'granted',
      openDeviceId: track?.getSettings().deviceId ?? null,
    });
    void this.refreshDevices().catch(() => {});
  }

  /** The device went away, or the permission was taken back. Who holds a lease hears it from the track. */
  #lose(): void {
    const error = lostDevice();
    this.#takeBack(error);
    this.update({ status: 'lost', error });
    this.options.onError?.(error);
  }

  /** Closes it, whoever uses it. */
  #takeBack(reason: unknown): void {
    this.#held = undefined;
    this.#leases.clear();
    this.#opened?.gone.abort(reason);
    this.#shut(reason);
  }

  #shut(reason: unknown): void {
    this.#attempt?.abort(reason);
    this.#attempt = undefined;
    this.#opening = undefined;
    this.#opened?.close();
    this.#opened = undefined;
    const { status } = this.getSnapshot();
    if (status !== 'error' && status !== 'lost') this.update({ status: 'closed' });
    this.update({ openDeviceId: null });
  }

  #watch(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    watchPermission((permission) => this.update({ permission }), signal);
    const refresh = () => {
      // Names are told only after a permission: before, nothing of the devices is anyone's business.
      if (this.getSnapshot().permission === 'granted') void this.refreshDevices().catch(() => {});
    };
    navigator.mediaDevices?.addEventListener?.('devicechange', refresh, { signal });
    const leave = () => {
      if (this.options.closeOnPageHide ?? true) this.#takeBack(new DOMException('The page was left.', 'AbortError'));
    };
    window.addEventListener('pagehide', leave, { signal });
    return () => stop.abort();
  }
}
