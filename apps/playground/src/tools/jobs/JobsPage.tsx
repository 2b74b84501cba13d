import type { Job } from '@potoo/core';
import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, useEffect } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { useTask } from '../../parts/useTask.ts';
import { listJobs } from '../../server/jobs.ts';
import { useServer } from '../../server/ServerContext.ts';
import { BatchForm } from './BatchForm.tsx';
import { FollowedJob } from './FollowedJob.tsx';

/** Long work: handed in, followed, stopped, handed in again, and its files. */
export default function JobsPage(): ReactElement {
  const server = useServer();
  const { run, result: jobs, status, error } = useTask((signal) => listJobs(server, { signal }));
  useEffect(() => run(), [run]);
  return (
    <Page
      title="Jobs"
      lede="Work that may take longer than you want to wait. It goes on when you close the page, and is here when you return."
    >
      <BatchForm onSubmitted={() => run()} />
      <section className="result" aria-labelledby="jobs-title">
        <header className="section-head">
          <h2 id="jobs-title">Latest jobs</h2>
          <Button look="quiet" onClick={() => run()} disabled={status === 'working'}>
            Look again
          </Button>
        </header>
        {error && <ErrorNote error={error} onRetry={() => run()} />}
        {!jobs && !error && <p className="loading">Looking for jobs…</p>}
        {jobs?.length === 0 && <p className="empty">There are none yet. Hand in a few lines above.</p>}
        <ul className="job-list">
          {jobs?.map((job: Job) => (
            <FollowedJob key={job.id} job={job} onRetried={() => run()} />
          ))}
        </ul>
      </section>
    </Page>
  );
}
