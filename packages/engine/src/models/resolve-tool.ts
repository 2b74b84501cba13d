import type { Model, ModelType, Warning } from '@potoo/core';
import { NotFoundError, UnsupportedError } from '@potoo/core/errors';
import type { Backend } from '../backends/contract.ts';
import type { Installation } from './installation.ts';
import type { InstalledTool, Inventory } from './inventory.ts';
import { admitFallback } from './missing-model.ts';
import { findModel, knownNames } from './model-names.ts';
import { didYouMean } from './nearest-names.ts';

/** What the caller asked for. */
export interface ToolQuery {
  readonly type: ModelType;
  /** A model id, or `auto`. */
  readonly model: string;
  /** Whether a model that is not installed is refused. */
  readonly strict: boolean;
  /** Ids that this tool also knows, though their type is another: a voice model that changes delivery as well. */
  readonly alsoKnown?: readonly string[];
}

/** The model that does the work, and what to tell the caller about it. */
export interface ResolvedTool {
  readonly model: Pick<Model, 'id' | 'name'>;
  readonly backend: Backend;
  /** Of a pulled model. */
  readonly installation?: Installation;
  readonly warnings: readonly Warning[];
}

/**
 * Finds the model for a tool, by the same rules as voices: as named, or the installed one with a warning, or an error.
 * @throws {NotFoundError} `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {UnsupportedError} `feature_not_supported` if nothing installed does the work.
 */
export function resolveTool(inventory: Inventory, query: ToolQuery): ResolvedTool {
  const { model: asked, type } = query;
  const candidates = inventory.tools.filter(({ model }) => model.type === type);
  const named = candidates.find(({ names }) => names.some((name) => name.toLowerCase() === asked.toLowerCase()));
  if (asked !== 'auto' && !named) checkKnown(inventory, candidates, query);
  const served = named ?? candidates[0];
  if (!served) throw nothingServes(type);
  const message = `${asked} is not installed: ${served.model.id} did the work instead.`;
  const asNamed = named !== undefined || asked === 'auto';
  return { ...served, warnings: asNamed ? [] : [{ type: 'fallback', subject: 'model', message }] };
}

function checkKnown(
  inventory: Inventory,
  candidates: readonly InstalledTool[],
  { model, type, strict, alsoKnown = [] }: ToolQuery,
): void {
  const ofType = inventory.catalog.filter((card) => card.type === type);
  const known = findModel(ofType, model);
  if (known) {
    admitFallback(inventory, known, strict);
    return;
  }
  if (!alsoKnown.includes(model)) {
    const ids = [...candidates.map((candidate) => candidate.model.id), ...knownNames(ofType), ...alsoKnown];
    throw new NotFoundError(`There is no ${type} model "${model.slice(0, 80)}".`, {
      reason: 'model_not_found',
      param: 'model',
      hint: didYouMean(model, ids, 'List models to see their ids, or use "auto".'),
    });
  }
  if (strict) {
    throw new NotFoundError(`The model ${model} is not installed.`, {
      reason: 'model_not_installed',
      param: 'model',
      hint: 'Install it, ask for model "auto", or run without strict to be served by an installed model.',
    });
  }
}

function nothingServes(type: ModelType): UnsupportedError {
  return new UnsupportedError(`No installed backend does ${type}.`, {
    reason: 'feature_not_supported',
    hint: 'capabilities() lists what there is; make the engine with its own backends.',
  });
}
