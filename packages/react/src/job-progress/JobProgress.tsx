'use client';

import type { Job } from '@potoo/core';
import { forwardRef, type Ref } from 'react';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { JobProgressBar } from './JobProgressBar.tsx';
import { JobProgressCancel } from './JobProgressCancel.tsx';
import { JobProgressItems } from './JobProgressItems.tsx';
import { JobProgressResults } from './JobProgressResults.tsx';
import { JobProgressRoot, type JobProgressRootProps } from './JobProgressRoot.tsx';
import { JobProgressStatus } from './JobProgressStatus.tsx';

/** What {@link JobProgress} takes. */
export interface JobProgressProps extends Omit<JobProgressRootProps, 'children'> {
  /** Hands the job in again; shown when it has failed. */
  readonly onRetry?: () => void;
}

/** Where a job stands, ready made: status, bar, cancel, results, and the texts of a batch. */
export const JobProgress = forwardRef(function JobProgress(
  { onRetry, ...props }: JobProgressProps,
  ref: Ref<HTMLElement>,
) {
  const { job, onCancel } = props;
  return (
    <JobProgressRoot ref={ref} {...props}>
      <JobProgressStatus />
      {isUnderWay(job) && <JobProgressBar />}
      {isUnderWay(job) && onCancel && <JobProgressCancel />}
      {job?.error && <ErrorNote error={job.error} onRetry={onRetry} />}
      {job?.items && <JobProgressItems />}
      {job?.results && <JobProgressResults />}
    </JobProgressRoot>
  );
});

function isUnderWay(job: Job | undefined): boolean {
  return job === undefined || job.status === 'queued' || job.status === 'running';
}
