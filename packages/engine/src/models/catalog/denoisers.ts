import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, megabytes, releaseFile } from './card-defaults.ts';

/** Networks that take noise out of speech. */
export const denoisers: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'gtcrn',
    name: 'GTCRN',
    type: 'enhancement',
    languages: [],
    licence: 'MIT',
    references: [
      'https://github.com/Xiaobin-Rong/gtcrn',
      'https://k2-fsa.github.io/sherpa/onnx/speech-enhancement/models.html',
    ],
    backend: 'sherpa',
    variants: [denoiser('gtcrn-simple', 'gtcrn', 'gtcrn_simple.onnx', 0.54, 16_000)],
  },
  {
    ...BY_MINUTE,
    id: 'dpdfnet',
    name: 'DPDFNet',
    type: 'enhancement',
    languages: [],
    licence: 'Apache-2.0',
    references: [
      'https://github.com/ceva-ip/DPDFNet',
      'https://arxiv.org/abs/2512.16420',
      'https://k2-fsa.github.io/sherpa/onnx/speech-enhancement/dpdfnet.html',
    ],
    backend: 'sherpa',
    variants: [
      denoiser('dpdfnet2', 'dpdfnet', 'dpdfnet2.onnx', 10, 16_000),
      denoiser('dpdfnet8', 'dpdfnet', 'dpdfnet8.onnx', 15, 16_000),
      denoiser('dpdfnet2-48khz', 'dpdfnet', 'dpdfnet2_48khz_hr.onnx', 11, 48_000),
      denoiser('dpdfnet8-48khz', 'dpdfnet', 'dpdfnet8_48khz_hr.onnx', 16, 48_000),
    ],
  },
];

function denoiser(id: string, family: string, model: string, size: number, sampleRate: number): ModelVariant {
  return {
    id,
    bytes: megabytes(size),
    memoryBytes: megabytes(400),
    speed: 'fast',
    sampleRate,
    sources: [releaseFile('speech-enhancement-models', model)],
    settings: { task: 'denoising', family, files: { model } },
  };
}
