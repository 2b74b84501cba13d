import type { PretrainedConfig } from '@huggingface/transformers';
import type { VoiceEvidence } from '@potoo/core/voice-activity';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import { nextTurn } from '../../../hosts/next-turn.ts';
import type { NeuralParts } from './neural-parts.ts';
import { reserveGraphs } from './reserve-graphs.ts';

/** Rate of the sound, hertz. */
const RATE = 16_000;
/** Frames of one look: 32 ms. */
const WINDOW = 512;
/** Frames before it that the network sees as well. */
const PAST = 64;
/** What the network remembers, by its shape. */
const STATE = [2, 1, 128] as const;

/**
 * Opens a Silero of version 5: how likely it is that someone speaks, every 32 ms. Its steps are so small that WASM computes
 * them faster than WebGPU begins one.
 * @see https://github.com/snakers4/silero-vad
 */
export async function openSilero({ transformers, model, device, files }: NeuralParts): Promise<HostMethods> {
  const { AutoModel, Tensor } = transformers;
  const { repository, revision, dtype = 'fp32' } = model;
  await reserveGraphs(files, model, { model: dtype });
  // The repository tells the library nothing of the network: it has inputs and outputs of its own.
  const config = { model_type: 'custom' } as unknown as PretrainedConfig;
  const network = await AutoModel.from_pretrained(repository, {
    ...{ revision, dtype, config },
    device: device === 'webgpu' ? 'wasm' : device,
  });
  const sr = new Tensor('int64', [BigInt(RATE)], []);
  return {
    async detect(_: unknown, { input, signal, emit }: HostContext): Promise<void> {
      let state = new Tensor('float32', new Float32Array(STATE[0] * STATE[1] * STATE[2]), [...STATE]);
      const seen = new Float32Array(PAST + WINDOW);
      let filled = PAST;
      for await (const frames of input as AsyncIterable<Float32Array>) {
        for (let at = 0; at < frames.length; ) {
          const taken = frames.subarray(at, at + seen.length - filled);
          seen.set(taken, filled);
          filled += taken.length;
          at += taken.length;
          if (filled < seen.length) break;
          await nextTurn();
          signal.throwIfAborted();
          const { output, stateN } = await network({
            input: new Tensor('float32', seen.slice(), [1, seen.length]),
            sr,
            state,
          });
          state = stateN;
          await emit({ seconds: WINDOW / RATE, probability: Number(output.data[0]) } satisfies VoiceEvidence);
          seen.copyWithin(0, WINDOW);
          filled = PAST;
        }
      }
    },
  };
}
