import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';

/** What {@link InstallCommand} takes. */
export interface InstallCommandProps {
  /** What the server says is to be done. */
  readonly install: string;
  /** Name of the model. */
  readonly name: string;
}

/** What to do to have a model, with the command to copy where the sentence holds one. */
export function InstallCommand({ install, name }: InstallCommandProps): ReactElement {
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
