import type { Pcm } from '@potoo/core';
import type * as native from 'sherpa-onnx-node';
import { pcmFileSource } from '../../audio/pcm-file.ts';
import { resample } from '../../audio/resample.ts';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import type { ToolEvent, ToolParams, ToolResult } from '../contract.ts';
import { OfflineSpeechDenoiser } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { finite } from './recognize.ts';

/** What is cleaned at once, and what is heard before and after it so that the network has settled; seconds. */
const PIECE = 20;
const CONTEXT = 1;

/** Options of `enhance` that matter here; the others ask for what a denoiser does not do. */
interface DenoiseOptions {
  readonly superResolution?: boolean;
  /** Hertz. */
  readonly outputRate: number;
}

/** Loads a denoiser. It answers `enhance`. */
export async function loadDenoiser(model: OpenedModel): Promise<HostMethods> {
  const denoiser = new OfflineSpeechDenoiser({
    model: { [model.settings.family]: model.part(), numThreads: 1, provider: 'cpu', debug: 0 },
  });
  return {
    async enhance({ audio, options }: ToolParams<DenoiseOptions>, context: HostContext): Promise<ToolResult> {
      const source = pcmFileSource(audio);
      const { sampleRate, frames } = source;
      const piece = PIECE * sampleRate;
      const edge = CONTEXT * sampleRate;
      for (let start = 0; start < frames; start += piece) {
        const [from, to] = [Math.max(0, start - edge), Math.min(frames, start + piece + edge)];
        for await (const heard of source.read({ from, to, blockFrames: to - from })) {
          const wanted = { from: start - from, to: Math.min(frames, start + piece) - from };
          await emitPiece(denoiser, heard, wanted, options.outputRate, context);
        }
        const fraction = Math.min(1, (start + piece) / frames);
        await context.emit({ type: 'progress', fraction } satisfies ToolEvent);
      }
      return { warnings: warningsFor(options, denoiser.sampleRate, sampleRate) };
    },
  };
}

async function emitPiece(
  denoiser: native.OfflineSpeechDenoiser,
  heard: Pcm,
  wanted: { readonly from: number; readonly to: number },
  outputRate: number,
  { emit, alive }: HostContext,
): Promise<void> {
  const scale = outputRate / heard.sampleRate;
  const [first, last] = [Math.round(wanted.from * scale), Math.round(wanted.to * scale)];
  const channels = heard.channels.map((channel) => {
    alive();
    const own = resample({ channels: [channel], sampleRate: heard.sampleRate }, denoiser.sampleRate);
    const cleaned = clean(denoiser, own.channels[0] ?? new Float32Array());
    const back = resample({ channels: [cleaned], sampleRate: denoiser.sampleRate }, outputRate);
    return sized(back.channels[0] ?? new Float32Array(), first, last);
  });
  await emit({ type: 'blocks', blocks: [{ channels, sampleRate: outputRate }] } satisfies ToolEvent);
}

/** The network answers in whole hops and leaves the rest of the last out: silence after the end gives it room. */
function clean(denoiser: native.OfflineSpeechDenoiser, samples: Float32Array): Float32Array {
  const padded = new Float32Array(samples.length + denoiser.sampleRate / 10);
  padded.set(finite(samples));
  const { sampleRate } = denoiser;
  return denoiser.run({ samples: padded, sampleRate, enableExternalBuffer: false }).samples.subarray(0, samples.length);
}

function sized(samples: Float32Array, from: number, to: number): Float32Array {
  const whole = new Float32Array(to - from);
  whole.set(samples.subarray(from, to).subarray(0, whole.length));
  return whole;
}

function warningsFor({ superResolution }: DenoiseOptions, own: number, given: number): string[] {
  return [
    ...(superResolution ? ['This model takes noise out; the bandwidth is left as it is.'] : []),
    ...(given > own ? [`This model hears up to ${own / 2} Hz: above that nothing is left.`] : []),
  ];
}
