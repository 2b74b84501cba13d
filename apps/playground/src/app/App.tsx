import { type ReactElement, Suspense, useEffect } from 'react';
import { RecordingProvider } from '../recording/RecordingProvider.tsx';
import { ServerProvider } from '../server/ServerProvider.tsx';
import { Navigation } from './Navigation.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { toolAt } from './tools.ts';
import { usePath } from './usePath.ts';

/** The page: what there is on the left or behind a button, and one tool. */
export function App(): ReactElement {
  const tool = toolAt(usePath());
  useEffect(() => {
    document.title = `${tool.name} · Potoo`;
  }, [tool]);
  return (
    <ServerProvider>
      <a className="skip" href="#main">
        Skip to the tool
      </a>
      <Navigation current={tool} />
      <main id="main" tabIndex={-1}>
        {/* A tool that is left is let go of, with its microphone and its sound. */}
        <RecordingProvider>
          <PageBoundary key={tool.path}>
            <Suspense fallback={<p className="loading">Loading…</p>}>
              <tool.Page />
            </Suspense>
          </PageBoundary>
        </RecordingProvider>
      </main>
    </ServerProvider>
  );
}
