'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { jobEn } from '../messages/en/job.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

const ENGLISH = { job: jobEn };

/** What {@link JobProgressStatus} takes. */
export interface JobProgressStatusProps extends ComponentPropsWithoutRef<'p'>, PartOptions {}

/** What the job does and where it stands. Changes of the status are announced, its stages are not. Renders a `<p>`. */
export const JobProgressStatus = forwardRef(function JobProgressStatus(
  props: JobProgressStatusProps,
  ref: Ref<HTMLParagraphElement>,
) {
  const { job } = useRequiredContext(JobProgressContext, 'JobProgressStatus', 'JobProgressRoot');
  const { job: words } = useMessages(ENGLISH);
  const children = (
    <>
      <span data-potoo="job-progress-state" role="status">
        {words.status[job?.status ?? 'submitting']}
      </span>
      {job?.type && <span data-potoo="job-progress-type">{words.type[job.type]}</span>}
      {job?.status === 'running' && job.stage && <span data-potoo="job-progress-stage">{job.stage}</span>}
    </>
  );
  return renderPart('p', { ...props }, { name: 'job-progress-status', own: { children }, ref: ref as Ref<never> });
});
