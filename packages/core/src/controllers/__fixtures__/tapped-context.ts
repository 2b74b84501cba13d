import { onTestFinished } from 'vitest';
import { joinFrames } from '../../audio/time-stretch.ts';

/** A real audio context whose output is also written down, sample by sample. */
export interface TappedContext {
  readonly context: AudioContext;
  /** What has come out so far, first channel. */
  heard(): Promise<Float32Array>;
}

/** Makes a context that writes down what it plays. It needs a click before it runs. */
export async function tappedContext(options: AudioContextOptions = {}): Promise<TappedContext> {
  const context = new AudioContext(options);
  onTestFinished(async () => {
    if (context.state !== 'closed') await context.close();
  });
  await context.audioWorklet.addModule(new URL('../microphone/capture-worklet.js', import.meta.url));
  const tap = new AudioWorkletNode(context, 'potoo-capture');
  const pieces: Float32Array[] = [];
  let flushed: () => void = () => {};
  tap.port.onmessage = ({ data }: MessageEvent<Float32Array[] | 'ended'>) => {
    if (data === 'ended') flushed();
    else pieces.push(data[0] ?? new Float32Array(0));
  };
  tap.connect(context.destination);
  Object.defineProperty(context, 'destination', { value: tap });
  return {
    context,
    async heard() {
      const whole = new Promise<void>((resolve) => {
        flushed = resolve;
      });
      tap.port.postMessage('end');
      await whole;
      return joinFrames(pieces);
    },
  };
}
