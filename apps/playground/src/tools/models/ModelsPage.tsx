import type { Model, ModelType } from '@potoo/core';
import { ErrorNote } from '@potoo/react/error-note';
import { useModels } from '@potoo/react/use-models';
import { type ReactElement, useEffect, useState } from 'react';
import { Field } from '../../parts/Field.tsx';
import { Page } from '../../parts/Page.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { useTask } from '../../parts/useTask.ts';
import { useServer } from '../../server/ServerContext.ts';
import { ModelRow, type ModelRowProps } from './ModelRow.tsx';
import { MODEL_TYPE_NAMES } from './model-type-names.ts';
import { StorageNote } from './StorageNote.tsx';

/** Which of the models are shown. */
type Shown = 'installed' | 'available' | 'all';

/** Every model that the server knows: what is here, what can be fetched, and what is on its way. */
export default function ModelsPage(): ReactElement {
  const { all, status, error, refresh } = useModels({ autoLoad: true });
  const [shown, setShown] = useState<Shown>('installed');
  const [search, setSearch] = useState('');
  const server = useServer();
  const keeps = server.capabilities?.features.includes('models') ?? false;
  const { run: look, result: storage } = useTask((signal) => server.service.modelStorage({ signal }));
  useEffect(() => {
    if (keeps) look();
  }, [keeps, look]);
  const onChange = () => {
    refresh();
    look();
    // What came may be able to do what nothing here could.
    server.reload();
  };
  const offline = storage?.offline ?? false;
  const here = all.filter(({ state }) => state === 'installed').length;
  const choices: ReadonlyArray<{ readonly id: Shown; readonly label: string }> = [
    { id: 'installed', label: `Installed ${here}` },
    { id: 'available', label: `To fetch ${all.length - here}` },
    { id: 'all', label: 'All' },
  ];
  const found = all.filter((model) => isShown(model, shown) && matches(model, search));
  const groups = Map.groupBy(found, ({ type }) => type);
  return (
    <Page title="Models" lede="What speaks, listens and works here, and what could.">
      {keeps && storage && <StorageNote storage={storage} />}
      <div className="model-filter">
        <Segments label="Which models" hideLabel options={choices} value={shown} onChange={setShown} />
        <Field label="Search">
          <input
            type="search"
            data-potoo="field"
            data-surface="field"
            placeholder="Name or language"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </Field>
      </div>
      {error && <ErrorNote error={error} onRetry={refresh} />}
      {status === 'loading' && all.length === 0 && <p className="loading">Looking…</p>}
      {all.length > 0 && found.length === 0 && <p className="empty">No model is called so.</p>}
      {[...groups].map(([type, models]) => (
        <ModelGroup key={type} type={type} models={models} {...{ keeps, offline, onChange }} />
      ))}
    </Page>
  );
}

/** What {@link ModelGroup} takes: a group, and what its rows take. */
interface ModelGroupProps extends Omit<ModelRowProps, 'model'> {
  readonly type: ModelType;
  readonly models: readonly Model[];
}

function ModelGroup({ type, models, ...row }: ModelGroupProps) {
  return (
    <section className="model-group" aria-labelledby={`models-${type}`}>
      <h2 id={`models-${type}`}>{MODEL_TYPE_NAMES[type]}</h2>
      <ul>
        {models.map((model) => (
          <ModelRow key={model.id} model={model} {...row} />
        ))}
      </ul>
    </section>
  );
}

function isShown({ state }: Model, shown: Shown): boolean {
  return shown === 'all' || (shown === 'installed') === (state === 'installed');
}

function matches({ id, name, languages }: Model, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [id, name, ...languages].some((text) => text.toLowerCase().includes(wanted));
}
