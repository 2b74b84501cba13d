import type { CallOptions } from '../../contract/call-options.ts';
import type { ModelPull, ModelStorage, RemovedModel } from '../../contract/models.ts';
import type { Clock } from '../../transport/clock.ts';
import type { Transport } from '../../transport/transport.ts';
import { fromWirePull, fromWireRemoval, fromWireStorage } from '../../wire/model-pulls.ts';
import { PATHS } from '../../wire/paths.ts';
import { followEvents } from './follow-events.ts';

/** Begins to fetch a model. */
export async function pullModel(transport: Transport, id: string, options: CallOptions): Promise<ModelPull> {
  return fromWirePull(await sendJson(transport, 'POST', `${modelPath(id)}/pull`, options));
}

/** Follows a pull until it ends. */
export async function* watchPull(
  transport: Transport,
  clock: Clock,
  id: string,
  options: CallOptions,
): AsyncGenerator<ModelPull> {
  const hasEnded = ({ status }: ModelPull) => status !== 'running';
  yield* followEvents(
    transport,
    clock,
    { path: `${modelPath(id)}/pull/events`, read: fromWirePull, hasEnded },
    options,
  );
}

/** Stops a pull. */
export async function cancelPull(transport: Transport, id: string, options: CallOptions): Promise<ModelPull> {
  return fromWirePull(await sendJson(transport, 'DELETE', `${modelPath(id)}/pull`, options));
}

/** Removes a model. */
export async function removeModel(transport: Transport, id: string, options: CallOptions): Promise<RemovedModel> {
  return fromWireRemoval(await sendJson(transport, 'DELETE', modelPath(id), options));
}

/** Tells how much room models take, and have. */
export async function modelStorage(transport: Transport, options: CallOptions): Promise<ModelStorage> {
  return fromWireStorage(await sendJson(transport, 'GET', PATHS.modelStorage, options));
}

async function sendJson(
  transport: Transport,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: CallOptions,
): Promise<unknown> {
  const answer = await transport.send({ method, path, accept: 'application/json' }, options);
  return answer.json();
}

function modelPath(id: string): string {
  return `${PATHS.models}${encodeURIComponent(id)}`;
}
