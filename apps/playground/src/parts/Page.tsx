import type { ReactElement, ReactNode } from 'react';

/** What {@link Page} takes. */
export interface PageProps {
  readonly title: string;
  readonly lede: string;
  readonly children: ReactNode;
  /** What can be set, beside the work where there is room, else above it. */
  readonly aside?: ReactNode;
}

/** One tool's page: what it is, the work, and its settings. */
export function Page({ title, lede, children, aside }: PageProps): ReactElement {
  return (
    <article className="page" data-aside={aside ? '' : undefined}>
      <header className="page-head">
        <h1>{title}</h1>
        <p>{lede}</p>
      </header>
      {aside && (
        <aside className="page-aside" aria-label="Settings">
          {aside}
        </aside>
      )}
      <div className="page-work">{children}</div>
    </article>
  );
}
