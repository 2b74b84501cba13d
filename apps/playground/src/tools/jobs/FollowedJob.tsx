import type { Job } from '@potoo/core';
import { ErrorNote } from '@potoo/react/error-note';
import { JobProgress } from '@potoo/react/job-progress';
import { useJob } from '@potoo/react/use-job';
import { type ReactElement, useEffect } from 'react';
import { useTask } from '../../parts/useTask.ts';
import { retryJob } from '../../server/jobs.ts';
import { useServer } from '../../server/ServerContext.ts';

/** What {@link FollowedJob} takes. */
export interface FollowedJobProps {
  readonly job: Job;
  readonly onRetried: () => void;
}

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** A job of the list; one that has not ended is followed to its end. */
export function FollowedJob({ job, onRetried }: FollowedJobProps): ReactElement {
  const server = useServer();
  const { job: latest, status, error, follow, cancel } = useJob();
  const isOpen = job.status === 'queued' || job.status === 'running';
  useEffect(() => {
    if (isOpen) follow(job.id);
  }, [isOpen, job.id, follow]);
  const retry = useTask((signal) => retryJob(server, job.id, { signal }).then(onRetried));
  const shown = latest ?? job;
  const canRetry = shown.status === 'failed' || shown.status === 'cancelled';
  return (
    <li>
      <time dateTime={job.createdAt.toISOString()}>{WHEN.format(job.createdAt)}</time>
      <JobProgress job={shown} onCancel={cancel} {...(canRetry && { onRetry: () => retry.run() })} />
      {status === 'lost' && error && <ErrorNote error={error} onRetry={() => follow(job.id)} />}
      {retry.error && <ErrorNote error={retry.error} />}
    </li>
  );
}
