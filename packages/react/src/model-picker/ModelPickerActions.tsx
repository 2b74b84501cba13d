'use client';

import type { Model } from '@potoo/core';
import type { ReactElement } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { DOWNLOAD } from '../icons/paths.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from '../picker/PickerContext.ts';

const ENGLISH = { picker: pickerEn };

/** What {@link ModelPickerActions} takes. */
export interface ModelPickerActionsProps {
  readonly models: ReadonlyMap<string, Model>;
  readonly onInstall: ((model: Model) => void) | undefined;
}

/** How the model that is meant is installed: a button, or what to do in words. Renders a `<div>`, or nothing. */
export function ModelPickerActions({ models, onInstall }: ModelPickerActionsProps): ReactElement | null {
  const { found, active } = useRequiredContext(PickerContext, 'ModelPickerActions', 'PickerRoot');
  const { picker } = useMessages(ENGLISH);
  const meant = models.get(found[active]?.id ?? '');
  if (meant?.state !== 'available') return null;
  return (
    <div data-potoo="voice-picker-actions">
      {onInstall ? (
        <button type="button" data-potoo="voice-picker-install" data-look="quiet" onClick={() => onInstall(meant)}>
          <Icon path={DOWNLOAD} />
          <span>{picker.install(meant.name)}</span>
        </button>
      ) : (
        <p data-potoo="picker-help">{meant.install}</p>
      )}
    </div>
  );
}
