import type { Backend, BackendModel } from '../../../backends/contract.ts';
import { DEFAULT_HOST_LIMITS } from '../../../hosts/host-limits.ts';
import { SupervisedPool } from '../../../hosts/supervised-pool.ts';
import type { WorkerOptions } from '../../messages.ts';
import type { NeuralFamily } from '../../neural/neural-models.ts';
import type { NeuralModelSettings } from '../../neural/neural-options.ts';
import { WorkerChild } from '../../worker-child.ts';
import { RECOGNITION_RATE } from './heard-words.ts';
import { kokoroModel, kokoroVoices } from './kokoro-voices.ts';
import type { NeuralHostOptions } from './neural-host.ts';

/** A backend whose one model runs in a Worker of its own. */
export interface NeuralBackend extends Backend {
  readonly family: NeuralFamily;
  readonly pool: SupervisedPool;
}

/** Name by which the Worker's script knows that it is to run one neural model. */
export const NEURAL_HOST = 'worker:potoo-neural';
/** A sentence, or a stretch of speech, can take a slow device minutes, during which it says nothing. */
const STALL_MS = 600_000;
/** What computes cannot be interrupted within a step. Beyond this its Worker ends, and the model is loaded again. */
const ABORT_GRACE_MS = 3000;
const START_MS = 120_000;
/** Microphones that one detector hears at a time: each of its steps takes a millisecond. */
const LISTENERS = 16;

/** The backends of the neural models of a page. They start nothing before they are asked for something. */
export function neuralBackends({ neural, addresses, idleMs }: WorkerOptions): readonly NeuralBackend[] {
  if (!neural) return [];
  return neural.models.map((model) => backendOf(model, { settings: neural, model, addresses }, idleMs));
}

function backendOf(model: NeuralModelSettings, options: NeuralHostOptions, idleMs: number): NeuralBackend {
  return {
    id: model.id,
    family: model.family,
    summary: `${model.repository}, by @huggingface/transformers, in a Worker of its own.`,
    licence: model.family === 'kokoro' ? 'Apache-2.0' : 'MIT',
    dependencies: ['@huggingface/transformers'],
    check: async () => ({ available: true }),
    host: new URL(globalThis.location.href),
    ...roleOf(model),
    pool: new SupervisedPool({
      name: model.id,
      module: new URL(NEURAL_HOST),
      options,
      size: 1,
      limits: {
        concurrency: model.family === 'silero' ? LISTENERS : 1,
        stallMs: STALL_MS,
        abortGraceMs: ABORT_GRACE_MS,
        startMs: START_MS,
        idleMs,
        maxRequests: Number.POSITIVE_INFINITY,
        memoryBytes: DEFAULT_HOST_LIMITS.memoryBytes,
      },
      // The same script again: it is there, and whatever policy allows the one allows the other.
      launch: (owner) => new WorkerChild(() => new Worker(globalThis.location.href, WORKER), owner),
    }),
  };
}

/** What the pipelines may ask of a model. Whoever hears a microphone asks a detector itself. */
function roleOf(model: NeuralModelSettings): Pick<Backend, 'speech' | 'recognition'> {
  switch (model.family) {
    case 'kokoro':
      return { speech: { models: [kokoroModel()], voices: kokoroVoices(), range: RANGE, guessesWords: true } };
    case 'whisper':
    case 'moonshine':
      return { recognition: { models: [recognizer(model)], sampleRate: RECOGNITION_RATE } };
    case 'silero':
      return {};
  }
}

const WORKER = { type: 'module', name: 'potoo-neural' } as const;

/** It speaks at any of these; its pitch is its own. */
const RANGE = { rate: [0.5, 2], pitch: [1, 1] } as const;

/** A recogniser, as it is listed. Without languages it understands any. */
function recognizer({ id, family }: NeuralModelSettings): BackendModel {
  return {
    id,
    name: `${family === 'whisper' ? 'Whisper' : 'Moonshine'} ${id.slice(family.length + 1)}`,
    type: 'stt',
    tier: 'standard',
    languages: family === 'moonshine' || id.endsWith('.en') ? ['en'] : [],
    supportsCloning: false,
    supportsStreaming: true,
    creditsPer1kChars: 0,
  };
}
