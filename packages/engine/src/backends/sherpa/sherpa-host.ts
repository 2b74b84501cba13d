import { UnsupportedError } from '@potoo/core';
import type { HostMethods, HostModule } from '../../hosts/contract.ts';
import { type OpenedModel, openModel, type SherpaHostOptions } from './open-model.ts';

type Task = OpenedModel['settings']['task'];

/** What each task loads. A host is for one model, so that nothing else is loaded. */
const LOADERS: Readonly<Record<Task, (model: OpenedModel) => Promise<HostMethods>>> = {
  speech: async (model) => (await import('./speak.ts')).loadVoice(model),
  recognition: async (model) => (await import('./recognize.ts')).loadRecognizer(model),
  'streaming-recognition': async (model) => (await import('./recognize-streaming.ts')).loadStreamingRecognizer(model),
  'voice-activity': async (model) => (await import('./detect-speech.ts')).loadDetector(model),
  diarization: async (model) => (await import('./diarize.ts')).loadDiarization(model),
  'speaker-embedding': async (model) => (await import('./embed-speaker.ts')).loadEmbedding(model),
  denoising: async (model) => (await import('./denoise.ts')).loadDenoiser(model),
  'language-identification': async (model) =>
    (await import('./identify-language.ts')).loadLanguageIdentification(model),
  punctuation: async (model) => (await import('./punctuate.ts')).loadPunctuation(model),
};

const host: HostModule<SherpaHostOptions | undefined> = {
  async create(options) {
    if (!options) throw noModel();
    const model = await openModel(options);
    return { methods: await LOADERS[model.settings.task](model) };
  },
};

function noModel(): UnsupportedError {
  return new UnsupportedError('sherpa-onnx brings no model of its own.', {
    reason: 'model_not_installed',
    hint: 'Pull one: see "potoo models".',
  });
}

export default host;
