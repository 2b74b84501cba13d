import { BadRequestError } from '@potoo/core';
import type * as native from 'sherpa-onnx-node';
import type { PcmFile } from '../../audio/pcm-file.ts';
import type { HostMethods } from '../../hosts/contract.ts';
import { SpeakerEmbeddingExtractor } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { readSpeech } from './read-speech.ts';

const RATE = 16_000;

/** Parameters of `embed`. */
export interface EmbedParams {
  /** Mono, 16 kHz: speech of one speaker. */
  readonly audio: PcmFile;
}

/** Loads a model that tells how a voice sounds. It answers `embed` with a vector of length one. */
export async function loadEmbedding(model: OpenedModel): Promise<HostMethods> {
  return embeddingMethods(model, 'model');
}

/** @param file - Name of the model in the configuration. */
export function embeddingMethods(model: OpenedModel, file: string): HostMethods {
  let extractor: native.SpeakerEmbeddingExtractor | undefined;
  return {
    async embed({ audio }: EmbedParams): Promise<Float32Array> {
      extractor ??= new SpeakerEmbeddingExtractor({
        model: model.pathOf(file),
        numThreads: 1,
        provider: 'cpu',
        debug: 0,
      });
      return embed(extractor, await readSpeech(audio, RATE));
    },
  };
}

/** How a voice sounds, as a vector of length one. @throws {BadRequestError} `audio_too_short`. */
function embed(extractor: native.SpeakerEmbeddingExtractor, samples: Float32Array): Float32Array {
  const stream = extractor.createStream();
  stream.acceptWaveform({ samples, sampleRate: RATE });
  stream.inputFinished();
  if (!extractor.isReady(stream)) {
    throw new BadRequestError('The recording is too short to know a voice by.', {
      reason: 'audio_too_short',
      hint: 'Send three seconds of speech or more.',
    });
  }
  const vector = extractor.compute(stream, false);
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
