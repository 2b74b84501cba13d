'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { DOWNLOAD } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

const ENGLISH = { ...baseEn };

/** What {@link JobProgressResults} takes. */
export interface JobProgressResultsProps extends ComponentPropsWithoutRef<'ul'>, PartOptions {}

/** The files that the job has made, as links. Renders a `<ul>`. */
export const JobProgressResults = forwardRef(function JobProgressResults(
  props: JobProgressResultsProps,
  ref: Ref<HTMLUListElement>,
) {
  const { job } = useRequiredContext(JobProgressContext, 'JobProgressResults', 'JobProgressRoot');
  const { fileSize } = useMessages(ENGLISH);
  const children = job?.results?.map(({ name, url, bytes }) => (
    <li key={name}>
      <a href={url} download={name} data-potoo="job-progress-result" data-look="plain">
        <Icon path={DOWNLOAD} />
        <span>{name}</span>
        <small>{fileSize(bytes)}</small>
      </a>
    </li>
  ));
  return renderPart('ul', { ...props }, { name: 'job-progress-results', own: { children }, ref: ref as Ref<never> });
});
