import type { ModelPull, ModelPullStatus, ModelStorage, RemovedModel } from '../contract/models.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { reviveError } from './error-envelope.ts';
import { defined, Fields } from './fields.ts';

/** Where pulls stand. */
const PULL_STATUSES: readonly ModelPullStatus[] = ['running', 'completed', 'failed', 'cancelled'];

/** A {@link ModelPull} as the HTTP interface has it. */
export interface WireModelPull {
  readonly model: string;
  readonly status: ModelPullStatus;
  readonly progress: number;
  readonly bytes: number;
  readonly error?: ErrorBody;
}

/** Writes a pull. */
export function toWirePull({ model, status, progress, bytes, error }: ModelPull): WireModelPull {
  return { model, status, progress, bytes, ...defined({ error }) };
}

/** Reads a pull. @throws {UnreachableError} `invalid_response` if it is none. */
export function fromWirePull(value: unknown): ModelPull {
  const fields = new Fields(value);
  const error = fields.raw('error');
  return {
    model: fields.string('model'),
    status: fields.oneOf('status', PULL_STATUSES),
    progress: fields.optionalNumber('progress') ?? 0,
    bytes: fields.optionalNumber('bytes') ?? 0,
    ...(error !== undefined && { error: reviveError(error).toJSON() }),
  };
}

/** Reads the answer to `DELETE /v1/models/{id}`. @throws {UnreachableError} `invalid_response`. */
export function fromWireRemoval(value: unknown): RemovedModel {
  const fields = new Fields(value);
  return { removed: fields.strings('removed'), bytes: fields.optionalNumber('bytes') ?? 0 };
}

/** Writes what room models have. */
export function toWireStorage({ usedBytes, freeBytes, offline }: ModelStorage): object {
  return { used_bytes: usedBytes, free_bytes: freeBytes, offline };
}

/** Reads it. @throws {UnreachableError} `invalid_response`. */
export function fromWireStorage(value: unknown): ModelStorage {
  const fields = new Fields(value);
  return {
    usedBytes: fields.number('used_bytes'),
    freeBytes: fields.number('free_bytes'),
    offline: fields.optionalBoolean('offline') ?? false,
  };
}
