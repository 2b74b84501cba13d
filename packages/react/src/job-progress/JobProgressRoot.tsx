'use client';

import type { Job } from '@potoo/core';
import { type ComponentPropsWithoutRef, createContext, forwardRef, type Ref, useMemo } from 'react';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

/** What `JobProgressRoot` gives its parts. */
export interface JobProgressContextValue {
  readonly job: Job | undefined;
  readonly cancel: (() => void) | undefined;
}

/** Set by `JobProgressRoot`. */
export const JobProgressContext = createContext<JobProgressContextValue | undefined>(undefined);

/** State of a job's display, as data attributes. */
export type JobProgressState = { readonly state: Job['status'] | 'submitting' };

/** What {@link JobProgressRoot} takes. */
export interface JobProgressRootProps extends ComponentPropsWithoutRef<'section'>, PartOptions<JobProgressState> {
  /** The job as it stands; nothing while it is being handed in. */
  readonly job?: Job | undefined;
  /** Stops the job. */
  readonly onCancel?: (() => void) | undefined;
}

/** Holds a job and tells its parts where it stands. Renders a `<section>`. */
export const JobProgressRoot = forwardRef(function JobProgressRoot(props: JobProgressRootProps, ref: Ref<HTMLElement>) {
  const { job, onCancel, ...rest } = props;
  const value = useMemo(() => ({ job, cancel: onCancel }), [job, onCancel]);
  const state = { state: job?.status ?? 'submitting' } as const;
  return (
    <JobProgressContext.Provider value={value}>
      {renderPart('section', rest, {
        name: 'job-progress',
        state,
        own: { 'data-surface': 'card' },
        ref: ref as Ref<never>,
      })}
    </JobProgressContext.Provider>
  );
});
