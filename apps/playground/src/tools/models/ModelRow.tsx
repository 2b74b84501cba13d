import type { Model } from '@potoo/core';
import type { ReactElement } from 'react';
import { describeBytes } from '../../parts/describe-bytes.ts';
import { InstallCommand } from './InstallCommand.tsx';
import { ModelActions } from './ModelActions.tsx';
import { usePull } from './usePull.ts';

/** What {@link ModelRow} takes. */
export interface ModelRowProps {
  readonly model: Model;
  /** Whether models can be fetched and removed from this page. */
  readonly keeps: boolean;
  /** Whether the server may not use the network. */
  readonly offline: boolean;
  /** Told when a model has come or gone. */
  readonly onChange: () => void;
}

const STATES = { installed: 'Installed', downloading: 'On its way', available: 'Not installed' } as const;

/** One model: what it knows, whether it is here, and what fetches or removes it. */
export function ModelRow({ model, keeps, offline, onChange }: ModelRowProps): ReactElement {
  const { id, name, install, bytes } = model;
  const pulling = usePull(model, onChange);
  const failed = pulling.pull?.status === 'failed';
  // The list is not asked for while a pull is followed.
  const state = pulling.pull?.status === 'running' ? 'downloading' : model.state;
  const fetchable = keeps && bytes !== undefined && !(offline && state === 'available');
  return (
    <li className="model" data-state={failed ? 'failed' : state}>
      <div className="model-name">
        <strong>{name}</strong>
        {name !== id && <code>{id}</code>}
        <p className="quiet">{factsOf(model).join(' · ')}</p>
      </div>
      {fetchable ? (
        <ModelActions model={model} pulling={pulling} onChange={onChange} />
      ) : (
        state === 'available' && install && <InstallCommand install={install} name={name} />
      )}
      <span className="model-state" data-state={failed ? 'failed' : state}>
        {failed ? 'Failed' : STATES[state]}
      </span>
    </li>
  );
}

function factsOf({ languages, supportsCloning, supportsStreaming, tier, bytes, licence }: Model): string[] {
  return [
    spoken(languages),
    ...(supportsCloning ? ['clones voices'] : []),
    ...(supportsStreaming ? ['streams'] : []),
    ...(tier === 'free' ? [] : [tier]),
    ...(bytes === undefined ? [] : [describeBytes(bytes)]),
    licence === undefined ? '' : licence.replace(/^LicenseRef-/, ''),
  ].filter((fact) => fact !== '');
}

function spoken(languages: readonly string[]): string {
  if (languages.length === 0) return '';
  return languages.length > 6 ? `${languages.length} languages` : languages.join(', ');
}
