import type * as native from 'sherpa-onnx-node';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { Vad } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { finite } from './recognize.ts';

const RATE = 16_000;
/** Samples that a detector looks at together. */
const WINDOWS: Readonly<Record<string, number>> = { sileroVad: 512, tenVad: 256 };
const BUFFER_SECONDS = 60;

/** A stretch of speech, seconds from the start of the audio. */
export interface DetectedStretch {
  readonly start: number;
  readonly end: number;
}

/** Loads a detector of speech. It answers `detect`: blocks of mono audio at 16 kHz come in, stretches go out. */
export async function loadDetector(model: OpenedModel): Promise<HostMethods> {
  const { family, options } = model.settings;
  const windowSize = WINDOWS[family] ?? 512;
  const vad = new Vad(
    {
      [family]: {
        threshold: 0.5,
        minSpeechDuration: 0.2,
        minSilenceDuration: 0.3,
        maxSpeechDuration: 29,
        ...options,
        model: model.pathOf('model'),
        windowSize,
      },
      sampleRate: RATE,
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
    },
    BUFFER_SECONDS,
  );
  return {
    async detect(_: unknown, { input, emit, signal, alive }: HostContext): Promise<void> {
      vad.reset();
      let rest = new Float32Array();
      for await (const block of input) {
        if (!(block instanceof Float32Array)) throw new TypeError('Blocks of audio are Float32Array.');
        const samples = joined(rest, finite(block));
        let at = 0;
        for (; at + windowSize <= samples.length; at += windowSize) {
          vad.acceptWaveform(samples.slice(at, at + windowSize));
        }
        rest = samples.slice(at);
        alive();
        for (const stretch of finished(vad)) await emit(stretch);
        signal.throwIfAborted();
      }
      vad.acceptWaveform(joined(rest, new Float32Array(windowSize - rest.length)));
      vad.flush();
      for (const stretch of finished(vad)) await emit(stretch);
    },
  };
}

function* finished(vad: native.Vad): Generator<DetectedStretch> {
  for (; !vad.isEmpty(); vad.pop()) {
    const { start, samples } = vad.front(false);
    yield { start: start / RATE, end: (start + samples.length) / RATE };
  }
}

function joined(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
