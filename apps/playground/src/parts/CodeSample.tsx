import { type ReactElement, useState } from 'react';
import { Button } from './Button.tsx';
import { Segments } from './Segments.tsx';

/** The same request for one kind of client. */
export interface Sample {
  readonly id: string;
  readonly label: string;
  readonly code: string;
}

/** How a program asks for the same, with what is set now. */
export function CodeSample({ samples }: { readonly samples: readonly Sample[] }): ReactElement {
  const [id, setId] = useState(samples[0]?.id ?? '');
  const [copied, setCopied] = useState('');
  const { code = '' } = samples.find((sample) => sample.id === id) ?? {};
  const copy = () => navigator.clipboard.writeText(code).then(() => setCopied(code));
  return (
    <details className="code">
      <summary>The same in code</summary>
      <div className="code-head">
        <Segments label="Language" hideLabel options={samples} value={id} onChange={setId} />
        <Button look="quiet" onClick={() => void copy()}>
          {copied === code ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys as well */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </details>
  );
}
