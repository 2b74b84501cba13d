import { BadRequestError } from '@potoo/core/errors';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { joinArrays } from '../../audio/join-arrays.ts';
import type { HostMethods } from '../../hosts/contract.ts';
import { single, toolMethod } from '../tool-method.ts';
import type { ConversionWishes } from './conversion-wishes.ts';
import { convertStretches, type StretchPlan } from './convert-stretches.ts';
import { floats } from './floats.ts';
import { type Frames, nearestMeans } from './nearest-means.ts';
import type { OpenedGraphs } from './open-graphs.ts';

const RATE = 16_000;
const HOP = 320;
/** What WavLM hears for a frame, beyond its hop. */
const MARGIN = 400 - HOP;
const STRETCHES: StretchPlan = { length: 20 * RATE, overlap: RATE, step: HOP };
/** Audio of the target that is encoded at a time. */
const TARGET_PIECE = 20 * RATE;

/**
 * Loads kNN-VC: each frame of the sixth layer of WavLM becomes the mean of the nearest of the target's, and a HiFi-GAN that knows
 * such frames makes sound of them. It answers `convert`.
 *
 * M. Baas, B. van Niekerk, H. Kamper, Voice conversion with just nearest neighbors, 2023; https://github.com/bshall/knn-vc
 */
export async function loadKnnVc(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'knn-vc') throw new TypeError('These are no settings of kNN-VC.');
  const { neighbours, files } = settings;
  const [encoder, vocoder] = [await graphs.load(files.encoder), await graphs.load(files.vocoder)];

  return {
    convert: toolMethod<ConversionWishes>(async function* ({ source, notes }, { target }) {
      const known = await matchingSet(encoder, target.samples);
      const convert = async (samples: Float32Array) => {
        notes.signal.throwIfAborted();
        const { rows, size } = nearestMeans(await encode(encoder, samples), known, neighbours);
        const features = new Tensor('float32', rows, [1, rows.length / size, size]);
        return floats((await vocoder.run({ features }))['wav']);
      };
      yield* single(convertStretches(source, STRETCHES, convert, notes));
    }),
  };
}

/** All frames of the target. @throws {BadRequestError} `audio_too_short`, if there is none. */
async function matchingSet(encoder: InferenceSession, samples: Float32Array): Promise<Frames> {
  const pieces: Float32Array[] = [];
  let size = 0;
  for (let at = 0; at + HOP <= samples.length; at += TARGET_PIECE) {
    const piece = samples.slice(at, at + TARGET_PIECE);
    if (piece.length < HOP) break;
    const found = await encode(encoder, piece.slice(0, HOP * Math.floor(piece.length / HOP)));
    size = found.size;
    pieces.push(found.rows);
  }
  if (pieces.length === 0) {
    throw new BadRequestError('The recording of the target voice is too short to convert to.', {
      reason: 'audio_too_short',
      hint: 'Clone the voice from ten seconds of speech or more.',
    });
  }
  return { rows: joinArrays(pieces), size };
}

/** One frame for every 320 samples: half of what the first and the last hear beyond theirs is silence. */
async function encode(encoder: InferenceSession, samples: Float32Array): Promise<Frames> {
  const heard = new Float32Array(samples.length + MARGIN);
  heard.set(samples, MARGIN / 2);
  const results = await encoder.run({ wav: new Tensor('float32', heard, [1, heard.length]) });
  const features = results['features'];
  return { rows: floats(features), size: features?.dims.at(-1) ?? 1 };
}
