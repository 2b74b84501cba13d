'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { jobEn } from '../messages/en/job.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

const ENGLISH = { job: jobEn };

/** What {@link JobProgressBar} takes. */
export interface JobProgressBarProps extends ComponentPropsWithoutRef<'progress'>, PartOptions {}

/** How far the job has come; moves without a value while it waits. Renders a `<progress>`. */
export const JobProgressBar = forwardRef(function JobProgressBar(
  props: JobProgressBarProps,
  ref: Ref<HTMLProgressElement>,
) {
  const { job } = useRequiredContext(JobProgressContext, 'JobProgressBar', 'JobProgressRoot');
  const { job: words } = useMessages(ENGLISH);
  const known = job?.status === 'running' || job?.status === 'completed';
  const own = { max: 1, 'aria-label': words.progress, ...(known && { value: job.progress }) };
  return renderPart('progress', { ...props }, { name: 'job-progress-bar', own, ref: ref as Ref<never> });
});
