import type { Model, ModelPull, PotooError } from '@potoo/core';
import { useEffect, useState } from 'react';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';

/** The pull of a model, and what can be done about it. */
export interface PullControls {
  /** The pull as the server told last; nothing where there is none. */
  readonly pull: ModelPull | undefined;
  /** Why it could not be begun, followed or stopped. */
  readonly error: PotooError | undefined;
  readonly begin: () => void;
  readonly cancel: () => void;
}

/**
 * Begins the pull of a model, or follows one that somebody has begun, also before the page was loaded.
 * @param onEnd - Told when it has ended, whichever way.
 */
export function usePull(model: Model, onEnd: () => void): PullControls {
  const { service } = useServer();
  const { id } = model;
  const [heard, setHeard] = useState<ModelPull>();
  // To leave the page ends the following only: the server goes on.
  const following = useTask(async (signal, begins: boolean) => {
    if (begins) setHeard(await service.pullModel(id, { signal }));
    for await (const pull of service.watchPull(id, { signal })) setHeard(pull);
    onEnd();
  });
  const cancelling = useTask(async (signal) => {
    await service.cancelPull(id, { signal });
  });
  const isRunning = model.pull?.status === 'running';
  const { run, status } = following;
  useEffect(() => {
    if (isRunning && status === 'idle') run(false);
  }, [isRunning, status, run]);
  return {
    pull: status === 'working' ? (heard ?? model.pull) : model.pull,
    error: following.error ?? cancelling.error,
    begin: () => run(true),
    cancel: () => cancelling.run(),
  };
}
