import type { ModelType, Warning } from '@potoo/core';
import { NotFoundError, UnsupportedError } from '@potoo/core/errors';
import type { Backend, BackendModel } from '../backends/contract.ts';
import { didYouMean } from '../text/nearest-names.ts';
import type { ModelCard } from './catalog/card.ts';
import type { Installation } from './installation.ts';
import type { InstalledTool, Inventory } from './inventory.ts';
import { installAdvice } from './listings.ts';
import { admitFallback } from './missing-model.ts';
import { findModel, knownNames, type NamedModel } from './model-names.ts';

/** What the caller asked for. */
export interface ToolQuery {
  readonly type: ModelType;
  /** A model id, or `auto`. */
  readonly model: string;
  /** Whether a model that is not installed is refused. */
  readonly strict: boolean;
  /** Cards of another type that do this work as well: voice models that clone, recognisers that align. */
  readonly alsoKnown?: readonly ModelCard[];
  /** Another type whose models serve as well when they are named. */
  readonly alsoServed?: ModelType;
}

/** The model that does the work, and what to tell the caller about it. */
export interface ResolvedTool {
  readonly model: BackendModel;
  readonly backend: Backend;
  /** Of a pulled model. */
  readonly installation?: Installation;
  readonly warnings: readonly Warning[];
  /** Where it is another server's, who may serve when that does not answer: those with the same model, then any unless `strict`. */
  readonly alternatives?: readonly InstalledTool[];
}

/**
 * Finds the model for a tool, by the same rules as voices: as named, or the installed one with a warning, or an error.
 * @throws {NotFoundError} `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {UnsupportedError} `feature_not_supported` if nothing installed does the work.
 */
export function resolveTool(inventory: Inventory, query: ToolQuery): ResolvedTool {
  const { model: asked, type, alsoServed } = query;
  const candidates = inventory.tools.filter(({ model }) => model.type === type);
  const isNamed = ({ names }: InstalledTool) => names.some((name) => name.toLowerCase() === asked.toLowerCase());
  const named =
    candidates.find(isNamed) ?? inventory.tools.find((tool) => tool.model.type === alsoServed && isNamed(tool));
  const known = asked !== 'auto' && !named ? checkKnown(inventory, candidates, query) : undefined;
  const served = named ?? candidates[0];
  if (!served) throw nothingServes(type);
  const advice = known ? ` ${installAdvice(inventory, known.card, known.variant)}` : '';
  const message = `${asked} is not installed: ${served.model.id} did the work instead.${advice}`;
  const asNamed = named !== undefined || asked === 'auto';
  const { id, type: ownType } = served.model;
  const same = inventory.tools.filter(({ model }) => model.id === id && model.type === ownType);
  const able = query.strict ? same : [...new Set([...same, ...candidates])];
  const alternatives = able.filter((entry) => entry !== served);
  return {
    ...served,
    warnings: asNamed ? [] : [{ type: 'fallback', subject: 'model', message }],
    ...(served.backend.remote && { alternatives }),
  };
}

/** What a name stands for that nothing installed has. */
function checkKnown(
  inventory: Inventory,
  candidates: readonly InstalledTool[],
  { model, type, strict, alsoKnown = [] }: ToolQuery,
): NamedModel {
  const cards = [...inventory.catalog.filter((card) => card.type === type), ...alsoKnown];
  const known = findModel(cards, model);
  if (!known) {
    const ids = [...candidates.map((candidate) => candidate.model.id), ...knownNames(cards)];
    throw new NotFoundError(`There is no ${type} model "${model.slice(0, 80)}".`, {
      reason: 'model_not_found',
      param: 'model',
      hint: didYouMean(model, ids, 'List models to see their ids, or use "auto".'),
    });
  }
  admitFallback(inventory, known, strict);
  return known;
}

function nothingServes(type: ModelType): UnsupportedError {
  return new UnsupportedError(`No installed backend does ${type}.`, {
    reason: 'feature_not_supported',
    hint: 'capabilities() lists what there is; make the engine with its own backends.',
  });
}
