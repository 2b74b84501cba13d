import type { Pcm } from '@potoo/core';
import { BadRequestError, InternalError } from '@potoo/core/errors';
import { Tensor } from 'onnxruntime-node';
import { type StemCount, stemNames } from '../../dsp/separation/stem-names.ts';
import type { HostMethods } from '../../hosts/contract.ts';
import { toolMethod } from '../tool-method.ts';
import { separateByDemucs } from './demucs.ts';
import { floats } from './floats.ts';
import type { OpenedGraphs } from './open-graphs.ts';
import { MASKED_BINS, MASKED_WINDOWS, separateBySpleeter } from './spleeter.ts';
import { asStereo } from './stereo-source.ts';

interface SeparationWishes {
  readonly stems: StemCount;
}

/** Loads the networks of Spleeter, one for each stem. It answers `separate`. */
export async function loadSpleeter(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'spleeter') throw new TypeError('These are no settings of Spleeter.');
  const made = stemNames(settings.stems);
  const sessions = await Promise.all(made.map(async (name) => graphs.load(settings.files[name] ?? '')));
  return {
    separate: toolMethod<SeparationWishes>(async function* ({ source, notes }, { stems }) {
      const parts = partsOf(graphs.variant, made, stems);
      const { stereo, back } = asStereo(source);
      const estimate = async (magnitudes: Float32Array) => {
        const x = new Tensor('float32', magnitudes, [2, 1, MASKED_WINDOWS, MASKED_BINS]);
        const estimates: Float32Array[] = [];
        // One after the other: together they would hold the memory of all.
        for (const session of sessions) estimates.push(floats((await session.run({ x }))['y']));
        return estimates;
      };
      for await (const blocks of separateBySpleeter(stereo, made.length, estimate, notes))
        yield joinParts(blocks, parts, back);
    }),
  };
}

/** Stems in the order in which Demucs gives them. */
const DEMUCS_ORDER = ['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'];

/** Loads HT-Demucs. It answers `separate`. */
export async function loadDemucs(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'htdemucs') throw new TypeError('These are no settings of Demucs.');
  const session = await graphs.load(settings.files.model);
  const made = DEMUCS_ORDER.slice(0, settings.stems);
  return {
    separate: toolMethod<SeparationWishes>(async function* ({ source, notes }, { stems }) {
      const parts = partsOf(graphs.variant, made, stems);
      const { stereo, back } = asStereo(source);
      const separate = async (segment: Float32Array) => {
        const mix = new Tensor('float32', segment, [1, 2, segment.length / 2]);
        return floats((await session.run({ mix }))['stems']);
      };
      for await (const blocks of separateByDemucs(stereo, made.length, separate, notes))
        yield joinParts(blocks, parts, back);
    }),
  };
}

/**
 * Which of the stems that a model makes belong to each that was asked for. The accompaniment is everything but the voice.
 * @throws {BadRequestError} If the model cannot tell so many apart.
 */
export function partsOf(variant: string, made: readonly string[], stems: StemCount): number[][] {
  const wanted = stemNames(stems);
  const parts = wanted.map((name) => {
    const indices = made.flatMap((one, index) => (one === name ? [index] : []));
    if (name === 'accompaniment' && indices.length === 0)
      return made.flatMap((one, at) => (one === 'vocals' ? [] : [at]));
    // What a model does not tell apart is part of the rest.
    if (name === 'other')
      return made.flatMap((one, at) => (one === name || !wanted.some((each) => each === one) ? [at] : []));
    return indices;
  });
  if (parts.every((indices) => indices.length > 0)) return parts;
  throw new BadRequestError(`The model ${variant} splits a recording into ${made.length} stems, not into ${stems}.`, {
    reason: 'invalid_parameter',
    param: 'stems',
    hint: `Ask for ${made.length === 2 ? '2' : `2 or ${made.length}`} stems, or for another model.`,
  });
}

function joinParts(blocks: readonly Pcm[], parts: readonly number[][], back: (block: Pcm) => Pcm): Pcm[] {
  return parts.map((indices) => back(sumOf(indices.flatMap((index) => blocks[index] ?? []))));
}

function sumOf([first, ...others]: readonly Pcm[]): Pcm {
  if (!first) throw new InternalError('A stem was not made.');
  const channels = first.channels.map((channel, at) => {
    if (others.length === 0) return channel;
    return channel.map((value, frame) =>
      others.reduce((sum, other) => sum + (other.channels[at]?.[frame] ?? 0), value),
    );
  });
  return { channels, sampleRate: first.sampleRate };
}
