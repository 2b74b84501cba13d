import type { Model, ModelPull } from '@potoo/core';
import { reviveError } from '@potoo/core/wire';
import { ErrorNote } from '@potoo/react/error-note';
import type { ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { describeBytes } from '../../parts/describe-bytes.ts';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';
import type { PullControls } from './usePull.ts';

/** What {@link ModelActions} takes. */
export interface ModelActionsProps {
  readonly model: Model;
  readonly pulling: PullControls;
  /** Told when the model has come or gone. */
  readonly onChange: () => void;
}

/** Fetches a model, shows how far it is, stops it, removes it. */
export function ModelActions({ model, pulling, onChange }: ModelActionsProps): ReactElement {
  const { service } = useServer();
  const { pull, error, begin, cancel } = pulling;
  const removal = useTask(async (signal) => {
    await service.removeModel(model.id, { signal });
    onChange();
  });
  const remove = () => {
    if (confirm(`Remove ${model.name}? It can be fetched again.`)) removal.run();
  };
  const name = <span className="said"> {model.name}</span>;
  const failure = pull?.status === 'failed' && pull.error ? reviveError(pull.error) : undefined;
  const shown = error ?? removal.error ?? failure;
  return (
    <>
      {pull?.status === 'running' ? (
        <div className="model-pull">
          <PullProgress pull={pull} name={model.name} />
          <Button look="quiet" onClick={cancel}>
            Cancel{name}
          </Button>
        </div>
      ) : model.state === 'installed' ? (
        <Button look="quiet" onClick={remove} disabled={removal.status === 'working'}>
          Remove{name}
        </Button>
      ) : (
        <Button onClick={begin}>
          {failure ? 'Try again' : 'Fetch'}
          {name}
        </Button>
      )}
      {shown && (
        <div className="model-error">
          <ErrorNote error={shown} />
        </div>
      )}
    </>
  );
}

function PullProgress({ pull, name }: { readonly pull: ModelPull; readonly name: string }) {
  const { progress, bytes } = pull;
  return (
    <span className="pull-progress">
      <progress aria-label={`Fetching ${name}`} {...(progress > 0 && { value: progress })} />
      <span className="quiet">
        {progress > 0 ? `${describeBytes(progress * bytes)} of ${describeBytes(bytes)}` : 'Beginning…'}
      </span>
    </span>
  );
}
