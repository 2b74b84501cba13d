'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { JobProgressContext } from './JobProgressRoot.tsx';

const ENGLISH = { ...baseEn };

/** What {@link JobProgressCancel} takes. */
export interface JobProgressCancelProps extends ComponentPropsWithoutRef<'button'>, PartOptions {}

/** Stops the job. Renders a `<button>`. */
export const JobProgressCancel = forwardRef(function JobProgressCancel(
  props: JobProgressCancelProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { cancel } = useRequiredContext(JobProgressContext, 'JobProgressCancel', 'JobProgressRoot');
  const { cancel: label } = useMessages(ENGLISH);
  return buttonPart(props, { name: 'job-progress-cancel', label, look: 'plain', ref, own: { onClick: cancel } });
});
