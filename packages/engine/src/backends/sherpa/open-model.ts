import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '@potoo/core';
import type { InstalledFile } from '../../models/installation.ts';
import { verifyFiles } from '../../models/store/verify-files.ts';
import { inspectOnnx, NotOnnx, type OnnxFacts } from '../inspect-onnx.ts';
import { type GraphRequirement, graphRequirements } from './graph-requirements.ts';
import { type SherpaSettings, sherpaSettingsSchema } from './sherpa-settings.ts';

/** What a host of this backend has to know: the model that it is for. */
export interface SherpaHostOptions {
  /** Id of the card. */
  readonly model: string;
  readonly variant: string;
  /** Of the card. */
  readonly settings: unknown;
  readonly folder: string;
  readonly files: readonly InstalledFile[];
  /**
   * Threads of models that gain by them: voices, whose networks are wide. Measured with two (`npm run bench -- sherpa-threads`):
   * recognisers and embeddings hardly gain, denoising and diarization lose, and two hosts of two threads on two cores do a
   * fifth less than of one. @default 1
   */
  readonly threads?: number;
}

/** A model whose files were found to be what they should be. */
export interface OpenedModel {
  readonly settings: SherpaSettings;
  /** Threads for a voice. */
  readonly threads: number;
  /** Absolute path of a file by its name in the configuration; several are joined by commas. */
  pathOf(name: string): string;
  /** Absolute path of a file by its place in the model's folder. */
  absolute(file: string): string;
  /** The model's part of the configuration: paths, and the card's options. */
  part(except?: readonly string[]): Readonly<Record<string, string | number>>;
  /** What a graph says of itself; empty for files that are none. */
  factsOf(name: string): OnnxFacts;
}

const NO_FACTS: OnnxFacts = { metadata: {}, inputs: [], outputs: [] };

/**
 * Checks a model before any of it comes near native code, which ends its process over a bad file: every file has the bytes
 * that were installed, is an ONNX model from its beginning to its end, and is one of the kind that its family needs.
 * @throws {InternalError} `model_damaged`, with the command that mends it.
 */
export async function openModel(options: SherpaHostOptions): Promise<OpenedModel> {
  const { folder, variant } = options;
  const settings = sherpaSettingsSchema.parse(options.settings);
  const [problem] = await verifyFiles(folder, options.files);
  if (problem) throw damaged(variant, problem.path, problem.problem);
  const facts = new Map<string, OnnxFacts>();
  for (const [name, files] of Object.entries(settings.files)) {
    if (typeof files !== 'string') continue;
    if (files.endsWith('.onnx')) facts.set(name, await inspect(folder, files, variant));
    else if (name === 'tokens') await checkTokens(folder, files, variant);
    else if (name === 'dataDir') await checkPhonemeData(folder, files, variant);
  }
  const kind = settings.modelType ?? settings.family;
  for (const requirement of graphRequirements(settings.task, kind)) {
    const file = [settings.files[requirement.file] ?? requirement.file].flat().join(',');
    const found = facts.get(requirement.file);
    const missing = found && missingOf(found, requirement);
    if (!found || missing)
      throw damaged(variant, file, `is not what a ${kind} model has there: ${missing ?? 'it is missing'}`);
  }
  await checkVoices(folder, settings, facts.get('model'), variant);
  const absolute = (file: string) => path.join(folder, ...file.split('/'));
  const pathOf = (name: string) => [settings.files[name] ?? []].flat().map(absolute).join(',');
  return {
    settings,
    threads: options.threads ?? 1,
    pathOf,
    absolute,
    part(except = []) {
      const names = Object.keys(settings.files).filter((name) => !except.includes(name));
      return { ...Object.fromEntries(names.map((name) => [name, pathOf(name)])), ...settings.options };
    },
    factsOf: (name) => facts.get(name) ?? NO_FACTS,
  };
}

async function inspect(folder: string, file: string, variant: string): Promise<OnnxFacts> {
  try {
    return await inspectOnnx(path.join(folder, ...file.split('/')));
  } catch (error) {
    if (error instanceof NotOnnx) throw damaged(variant, file, error.message);
    throw damaged(variant, file, 'cannot be read', error);
  }
}

function missingOf({ metadata, inputs, outputs }: OnnxFacts, required: GraphRequirement): string | undefined {
  const absent = required.metadata.find((name) => metadata[name] === undefined);
  if (absent !== undefined) return `its metadata has no ${absent}`;
  if (inputs.length < (required.inputs ?? 0)) return `it has ${inputs.length} inputs, not ${required.inputs}`;
  if (outputs.length < (required.outputs ?? 0)) return `it has ${outputs.length} outputs, not ${required.outputs}`;
  const unnamed = required.named?.find((name) => ![...inputs, ...outputs].includes(name));
  return unnamed === undefined ? undefined : `it has no ${unnamed}`;
}

/** Each line is a symbol and its number. */
async function checkTokens(folder: string, file: string, variant: string): Promise<void> {
  const text = await readFile(path.join(folder, ...file.split('/')), 'utf8').catch(() => '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const wrong = lines.find((line) => !/(^|\s)-?\d+\s*$/.test(line));
  if (lines.length === 0) throw damaged(variant, file, 'lists no tokens');
  if (wrong !== undefined) throw damaged(variant, file, `has a line that is no token: "${wrong.slice(0, 40)}"`);
}

/** Files of eSpeak's data that the library looks for, and ends its process without. */
async function checkPhonemeData(folder: string, directory: string, variant: string): Promise<void> {
  for (const name of ['phontab', 'phonindex', 'phondata', 'intonations']) {
    const file = path.join(folder, ...directory.split('/'), name);
    if (!(await stat(file).catch(() => undefined))) throw damaged(variant, `${directory}/${name}`, 'is missing');
  }
}

/** Voices that are vectors: the library ends its process when their count is not the graph's. */
async function checkVoices(
  folder: string,
  { files, family }: SherpaSettings,
  facts: OnnxFacts | undefined,
  variant: string,
): Promise<void> {
  const { voices, model = 'model' } = files;
  if (typeof voices !== 'string' || !facts) return;
  const dimensions = (facts.metadata['style_dim'] ?? '').split(',').map(Number);
  const wanted = family === 'kokoro' ? 3 : 2;
  if (dimensions.length !== wanted || dimensions.some((size) => !(size > 0))) {
    throw damaged(variant, String(model), `has voices of the shape ${dimensions.join(' x ')}, which ${family} has not`);
  }
  const expected = 4 * Number(facts.metadata['n_speakers']) * dimensions.reduce((product, size) => product * size, 1);
  const { size } = await stat(path.join(folder, ...voices.split('/')));
  if (size !== expected) throw damaged(variant, voices, `has ${size} bytes, and its graph needs ${expected}`);
}

function damaged(variant: string, file: string, problem: string, cause?: unknown): InternalError {
  return new InternalError(`The model ${variant} cannot be used: ${file} ${problem}.`, {
    reason: 'model_damaged',
    hint: `Run: potoo rm ${variant} && potoo pull ${variant}`,
    retryable: false,
    cause,
  });
}
