import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { HostMethods } from '../../hosts/contract.ts';
import { single, toolMethod } from '../tool-method.ts';
import type { ConversionWishes } from './conversion-wishes.ts';
import { convertStretches, type StretchPlan } from './convert-stretches.ts';
import { floats } from './floats.ts';
import { magnitudeSpectrogram, transposed } from './magnitude-spectrogram.ts';
import type { OpenedGraphs } from './open-graphs.ts';
import { readStretch } from './read-stretch.ts';

const RATE = 22_050;
const HOP = 256;
/** Some twenty seconds; a second is more than the converter hears around a frame. */
const STRETCHES: StretchPlan = { length: HOP * 1720, overlap: HOP * 86, step: HOP };
/** What a tone colour is taken from at a time, as the publisher cuts references, and from how much of the recording. */
const TONE_PIECE = 10 * RATE;
const TONE_SECONDS = 60;
const TONE_SIZE = 256;

/**
 * Loads OpenVoice's tone colour converter. It answers `convert`.
 *
 * Z. Qin, W. Zhao, X. Yu, X. Sun, OpenVoice: versatile instant voice cloning, 2023;
 * https://github.com/myshell-ai/OpenVoice/blob/main/openvoice/api.py
 */
export async function loadOpenVoice(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'openvoice') throw new TypeError('These are no settings of OpenVoice.');
  const [extractor, converter] = [
    await graphs.load(settings.files.toneColor),
    await graphs.load(settings.files.converter),
  ];
  const tau = new Tensor('float32', Float32Array.of(settings.temperature), [1]);

  return {
    convert: toolMethod<ConversionWishes>(async function* ({ source, notes }, { target }) {
      const [own = new Float32Array()] = await readStretch(source, 0, Math.min(source.frames, TONE_SECONDS * RATE));
      const [from, to] = [await toneColor(extractor, own), await toneColor(extractor, target.samples)];
      const convert = async (samples: Float32Array) => {
        const spectrogram = magnitudeSpectrogram(samples);
        const { frames, bins } = spectrogram;
        return firstOf(converter, {
          audio: new Tensor('float32', transposed(spectrogram), [1, bins, frames]),
          audio_length: new Tensor('int64', BigInt64Array.of(BigInt(frames)), [1]),
          src_tone: from,
          dest_tone: to,
          tau,
        });
      };
      yield* single(convertStretches(source, STRETCHES, convert, notes));
    }),
  };
}

/** How a voice sounds: the mean of what the reference encoder says of each piece. */
async function toneColor(extractor: InferenceSession, samples: Float32Array): Promise<Tensor> {
  const count = Math.max(1, Math.round(samples.length / TONE_PIECE));
  const length = Math.ceil(samples.length / count);
  const mean = new Float32Array(TONE_SIZE);
  for (let piece = 0; piece < count; piece++) {
    const { rows, frames, bins } = magnitudeSpectrogram(atLeast(samples.slice(piece * length, (piece + 1) * length)));
    const tone = await firstOf(extractor, { input: new Tensor('float32', rows, [1, frames, bins]) });
    for (let at = 0; at < TONE_SIZE; at++) mean[at] = (mean[at] ?? 0) + (tone[at] ?? 0) / count;
  }
  return new Tensor('float32', mean, [1, TONE_SIZE, 1]);
}

/** The encoder halves what it hears six times: half a second leaves something of it. */
function atLeast(samples: Float32Array): Float32Array {
  if (samples.length >= RATE / 2) return samples;
  const longer = new Float32Array(RATE / 2);
  longer.set(samples);
  return longer;
}

/** The one output of a graph whose outputs have no names. */
async function firstOf(session: InferenceSession, feeds: Readonly<Record<string, Tensor>>): Promise<Float32Array> {
  const results = await session.run(feeds);
  return floats(results[session.outputNames[0] ?? '']);
}
