import type { Feature } from '@potoo/core';
import type { ReactElement, ReactNode } from 'react';
import { useServer } from '../server/ServerContext.ts';

/** What {@link NeedsFeature} takes. */
export interface NeedsFeatureProps {
  readonly feature: Feature;
  /** What to do where the server lacks it. */
  readonly remedy: ReactNode;
  readonly children: ReactNode;
}

/** Shows a tool, or what to do where the server cannot do it at present. */
export function NeedsFeature({ feature, remedy, children }: NeedsFeatureProps): ReactElement {
  const { capabilities } = useServer();
  const lacks = capabilities && !capabilities.features.includes(feature);
  if (!lacks) return <>{children}</>;
  return (
    <section className="notice" aria-label="Not available">
      <h2>This server cannot do this yet</h2>
      {remedy}
    </section>
  );
}
