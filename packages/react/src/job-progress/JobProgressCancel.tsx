'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

/** What {@link JobProgressCancel} takes. */
export interface JobProgressCancelProps extends ComponentPropsWithoutRef<'button'>, PartOptions {}

/** Stops the job. Renders a `<button>`. */
export const JobProgressCancel = forwardRef(function JobProgressCancel(
  props: JobProgressCancelProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { cancel } = useRequiredContext(JobProgressContext, 'JobProgressCancel', 'JobProgressRoot');
  const { cancel: label } = useMessages();
  return buttonPart(props, { name: 'job-progress-cancel', label, look: 'plain', ref, own: { onClick: cancel } });
});
