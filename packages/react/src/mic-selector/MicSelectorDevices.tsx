'use client';

import { type ChangeEvent, type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { microphoneEn } from '../messages/en/microphone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { MicSelectorContext } from './MicSelectorRoot.tsx';

const ENGLISH = { microphone: microphoneEn };

/** What {@link MicSelectorDevices} takes. */
export interface MicSelectorDevicesProps extends ComponentPropsWithoutRef<'select'>, PartOptions {}

/**
 * The microphones that the browser tells of, with their names as they are; numbered before the first permission, when they
 * have none. A chosen one that is gone stays in the list and says so. Renders a `<select>`.
 */
export const MicSelectorDevices = forwardRef(function MicSelectorDevices(
  props: MicSelectorDevicesProps,
  ref: Ref<HTMLSelectElement>,
) {
  const { state, choose } = useRequiredContext(MicSelectorContext, 'MicSelectorDevices', 'MicSelectorRoot');
  const { microphone: words } = useMessages(ENGLISH);
  // Before a permission, browsers give one entry without an id.
  const devices = state.devices.filter(({ deviceId }) => deviceId !== '' && deviceId !== 'default');
  const chosen = state.deviceId ?? '';
  const isGone = chosen !== '' && !devices.some(({ deviceId }) => deviceId === chosen);
  const own = {
    'data-surface': 'field',
    'aria-label': words.label,
    value: chosen,
    onChange: (event: ChangeEvent<HTMLSelectElement>) => choose(event.currentTarget.value || null),
    children: (
      <>
        <option value="">{words.default}</option>
        {devices.map(({ deviceId, label }, index) => (
          <option key={deviceId} value={deviceId}>
            {label || words.numbered(index + 1)}
          </option>
        ))}
        {isGone && <option value={chosen}>{words.gone}</option>}
      </>
    ),
  };
  return renderPart('select', { ...props }, { name: 'mic-selector-devices', own, ref: ref as Ref<never> });
});
