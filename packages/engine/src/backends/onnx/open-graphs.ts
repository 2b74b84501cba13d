import path from 'node:path';
import { InternalError } from '@potoo/core/errors';
import { InferenceSession } from 'onnxruntime-node';
import type { InstalledFile } from '../../models/installation.ts';
import { verifyFiles } from '../../models/store/verify-files.ts';
import { inspectOnnx, NotOnnx, type OnnxFacts } from '../inspect-onnx.ts';
import { type GraphSignature, graphSignatures } from './graph-signatures.ts';
import { type OnnxSettings, onnxSettingsSchema } from './onnx-settings.ts';

/** What a host of this backend has to know: the model that it is for. */
export interface OnnxHostOptions {
  readonly variant: string;
  /** Of the card. */
  readonly settings: unknown;
  readonly folder: string;
  readonly files: readonly InstalledFile[];
}

/** A model whose files were found to be what they should be. */
export interface OpenedGraphs {
  readonly variant: string;
  readonly settings: OnnxSettings;
  /** Absolute path of a file by its place in the model's folder. */
  absolute(file: string): string;
  /** Loads a graph. @param file - By its place in the model's folder. */
  load(file: string): Promise<InferenceSession>;
}

/**
 * Checks a model before native code sees any of it: every file has the bytes that were installed, every graph is whole, and
 * has the inputs and outputs of its family.
 * @throws {InternalError} `model_damaged`, with the command that mends it.
 */
export async function openGraphs({ variant, folder, files, ...options }: OnnxHostOptions): Promise<OpenedGraphs> {
  const settings = onnxSettingsSchema.parse(options.settings);
  const [problem] = await verifyFiles(folder, files);
  if (problem) throw damaged(variant, problem.path, problem.problem);
  const absolute = (file: string) => path.join(folder, ...file.split('/'));
  const named: Readonly<Record<string, string | undefined>> = settings.files;
  for (const [name, signature] of Object.entries(graphSignatures(settings))) {
    const file = named[name] ?? '';
    const missing = missingOf(await inspect(absolute(file), file, variant), signature);
    if (missing) throw damaged(variant, file, `is not what a ${settings.family} model has there: it has no ${missing}`);
  }
  return {
    variant,
    settings,
    absolute,
    async load(file) {
      try {
        return await InferenceSession.create(absolute(file), SESSION);
      } catch (error) {
        throw damaged(variant, file, 'cannot be loaded', error);
      }
    },
  };
}

/** A host works on one request at a time, and there are as many hosts as cores: one thread each. */
const SESSION: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  // Warnings about odd but sound graphs are nobody's business.
  logSeverityLevel: 3,
};

async function inspect(file: string, name: string, variant: string): Promise<OnnxFacts> {
  try {
    return await inspectOnnx(file);
  } catch (error) {
    throw damaged(variant, name, error instanceof NotOnnx ? error.message : 'cannot be read', error);
  }
}

function missingOf({ inputs, outputs }: OnnxFacts, signature: GraphSignature): string | undefined {
  const input = signature.inputs.find((name) => !inputs.includes(name));
  if (input !== undefined) return `input ${input}`;
  const output = signature.outputs.find((name) => !outputs.includes(name));
  return output === undefined ? undefined : `output ${output}`;
}

/** The error for a file that is not what it should be. */
export function damaged(variant: string, file: string, problem: string, cause?: unknown): InternalError {
  return new InternalError(`The model ${variant} cannot be used: ${file} ${problem}.`, {
    reason: 'model_damaged',
    hint: `Run: potoo rm ${variant} && potoo pull ${variant}`,
    retryable: false,
    cause,
  });
}
