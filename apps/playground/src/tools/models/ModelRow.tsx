import type { Model } from '@potoo/core';
import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';

const STATES = { installed: 'Installed', downloading: 'On its way', available: 'Not installed' } as const;

/** One model: what it knows, whether it is here, and the command that fetches it. */
export function ModelRow({ model }: { readonly model: Model }): ReactElement {
  const { id, name, languages, state, tier, supportsCloning, supportsStreaming, install } = model;
  const facts = [
    spoken(languages),
    ...(supportsCloning ? ['clones voices'] : []),
    ...(supportsStreaming ? ['streams'] : []),
    ...(tier === 'free' ? [] : [tier]),
  ].filter((fact) => fact !== '');
  return (
    <li className="model" data-state={state}>
      <div className="model-name">
        <strong>{name}</strong>
        {name !== id && <code>{id}</code>}
        <p className="quiet">{facts.join(' · ')}</p>
      </div>
      {state === 'downloading' && <progress aria-label={`Fetching ${name}`} />}
      {state === 'available' && install && <InstallCommand install={install} name={name} />}
      <span className="model-state" data-state={state}>
        {STATES[state]}
      </span>
    </li>
  );
}

/** What to do to have it, with the command to copy where the sentence holds one. */
function InstallCommand({ install, name }: { readonly install: string; readonly name: string }) {
  const [copied, setCopied] = useState(false);
  const command = /`([^`]+)`/.exec(install)?.[1] ?? /potoo pull \S+/.exec(install)?.[0];
  if (command === undefined) return <p className="quiet">{install}</p>;
  return (
    <p className="model-install">
      <code>{command}</code>
      <Button look="quiet" onClick={() => void navigator.clipboard.writeText(command).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy'}
        <span className="said"> what installs {name}</span>
      </Button>
    </p>
  );
}

function spoken(languages: readonly string[]): string {
  if (languages.length === 0) return '';
  return languages.length > 6 ? `${languages.length} languages` : languages.join(', ');
}
