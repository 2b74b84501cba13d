import { type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';

/** What {@link IssuedKey} takes. */
export interface IssuedKeyProps {
  readonly apiKey: string;
  /** Told when it was written down. */
  readonly onDone: () => void;
}

/** A key that was just made: the only time that it is shown. */
export function IssuedKey({ apiKey, onDone }: IssuedKeyProps): ReactElement {
  const [copied, setCopied] = useState(false);
  return (
    <section className="issued-key" aria-label="New key" role="status">
      <p>This is the only time that the key is shown. The server keeps a hash of it.</p>
      <code>{apiKey}</code>
      <div className="row">
        <Button look="primary" onClick={() => void navigator.clipboard.writeText(apiKey).then(() => setCopied(true))}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onDone}>I have it</Button>
      </div>
    </section>
  );
}
