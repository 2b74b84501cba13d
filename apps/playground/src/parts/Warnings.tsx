import type { Warning } from '@potoo/core';
import type { ReactElement } from 'react';

/** What the server did otherwise than asked, in its own words. Shows nothing where there is nothing to tell. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <ul className="warnings" aria-label="Worth knowing">
      {warnings.map(({ subject, message }) => (
        <li key={`${subject} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
