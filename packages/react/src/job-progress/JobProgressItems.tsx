'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { jobEn } from '../messages/en/job.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

const ENGLISH = { job: jobEn };

/** What {@link JobProgressItems} takes. */
export interface JobProgressItemsProps extends ComponentPropsWithoutRef<'ol'>, PartOptions {}

/** The texts of a batch and where each stands. Renders an `<ol>`. */
export const JobProgressItems = forwardRef(function JobProgressItems(
  props: JobProgressItemsProps,
  ref: Ref<HTMLOListElement>,
) {
  const { job } = useRequiredContext(JobProgressContext, 'JobProgressItems', 'JobProgressRoot');
  const { job: words } = useMessages(ENGLISH);
  const children = job?.items?.map(({ index, status, resultUrl, error }) => (
    <li key={index} data-potoo="job-progress-item" data-state={status}>
      <span>{words.item(index + 1)}</span>
      {resultUrl ? (
        <a href={resultUrl}>{words.status[status]}</a>
      ) : (
        <span>{error?.message ?? words.status[status]}</span>
      )}
    </li>
  ));
  return renderPart('ol', { ...props }, { name: 'job-progress-items', own: { children }, ref: ref as Ref<never> });
});
