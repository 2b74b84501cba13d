import type { ModelStorage } from '@potoo/core';
import type { ReactElement } from 'react';
import { describeBytes } from '../../parts/describe-bytes.ts';

/** How much room models take, and how much is left. */
export function StorageNote({ storage }: { readonly storage: ModelStorage }): ReactElement {
  const { usedBytes, freeBytes, offline } = storage;
  return (
    <p className="storage-note">
      <span>
        {usedBytes > 0 ? `Models take ${describeBytes(usedBytes)}` : 'No model takes room yet'}, and{' '}
        {describeBytes(freeBytes)} of the disk are free.
      </span>
      {offline && <span> The server works offline: nothing can be fetched.</span>}
    </p>
  );
}
