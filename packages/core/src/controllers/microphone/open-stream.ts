import { contextRuns } from '../context-runs.ts';
import { LevelMeter } from './level-meter.ts';

/** How long a context may take to start, once there is a permission. */
const START_LIMIT_MS = 2000;

/** A stream of a microphone that can be measured and recorded. */
export interface OpenStream {
  readonly stream: MediaStream;
  readonly context: AudioContext;
  readonly source: MediaStreamAudioSourceNode;
  readonly meter: LevelMeter;
  /** Aborted by whoever owns it, when it is gone before those who use it gave it back. */
  readonly gone: AbortController;
  /** Aborts when it is closed. */
  readonly closed: AbortSignal;
  readonly close: () => void;
}

/** Of which parts a stream is made that its caller keeps. */
interface StreamParts {
  /** Whether the stream is stopped when it is closed. */
  readonly isOwn: boolean;
  /** Never closed here. @default One of its own. */
  readonly context: AudioContext | undefined;
}

/**
 * Makes a stream's sound measurable.
 * @param signal - Whenever it aborts, the microphone goes off at once, also while its context is still starting.
 */
export async function openStream(
  stream: MediaStream,
  { isOwn, context: given }: StreamParts,
  signal: AbortSignal,
): Promise<OpenStream> {
  let context: AudioContext | undefined;
  const closed = new AbortController();
  const close = () => {
    closed.abort();
    if (isOwn) stopTracks(stream);
    if (!given && context && context.state !== 'closed') void context.close().catch(() => {});
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    signal.throwIfAborted();
    context = given ?? new AudioContext({ latencyHint: 'interactive' });
    // What a context that stands still hears is lost: the first words of whoever talks.
    const runs = await contextRuns(context, START_LIMIT_MS);
    signal.throwIfAborted();
    if (!runs) throw (await import('./media-errors.ts')).blockedContext();
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    return {
      ...{ stream, context, source, meter: new LevelMeter(source), gone: new AbortController(), closed: closed.signal },
      close: () => {
        source.disconnect();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Turns a stream's microphone off. */
export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
