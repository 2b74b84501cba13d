'use client';

import type { Microphone } from '@potoo/core/microphone';
import {
  type ComponentPropsWithoutRef,
  createContext,
  forwardRef,
  type Ref,
  useEffect,
  useSyncExternalStore,
} from 'react';
import { useMicrophone } from '../hooks/useMicrophone.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

/** What `MicSelectorRoot` gives its parts. */
export interface MicSelectorContextValue {
  readonly microphone: Microphone;
  readonly state: ReturnType<Microphone['getSnapshot']>;
  /** Chooses a microphone; `null` for the system's choice. */
  readonly choose: (deviceId: string | null) => void;
}

/** Set by `MicSelectorRoot`. */
export const MicSelectorContext = createContext<MicSelectorContextValue | undefined>(undefined);

/** State of a microphone's selector, as data attributes. */
export type MicSelectorState = {
  readonly state: 'unsupported' | 'closed' | 'requesting' | 'open' | 'muted' | 'lost' | 'error';
  readonly permission: 'unknown' | 'prompt' | 'granted' | 'denied';
};

/** What {@link MicSelectorRoot} takes. */
export interface MicSelectorRootProps extends ComponentPropsWithoutRef<'div'>, PartOptions<MicSelectorState> {
  /** The microphone that a recorder uses too, as `useMicrophone` gives it. @default One of its own. */
  readonly microphone?: Microphone | undefined;
  /** Id of the chosen device; `null` for the system's choice. */
  readonly value?: string | null | undefined;
  /** Called when somebody chooses, and never otherwise. */
  readonly onValueChange?: (deviceId: string | null) => void;
}

/** Holds a microphone, and which device it is. Nobody is asked for permission before a press. Renders a `<div>`. */
export const MicSelectorRoot = forwardRef(function MicSelectorRoot(
  { microphone: given, value, onValueChange, ...props }: MicSelectorRootProps,
  ref: Ref<HTMLDivElement>,
) {
  const own = useMicrophone();
  const microphone = given ?? own.microphone;
  const state = useSyncExternalStore(microphone.subscribe, microphone.getSnapshot, microphone.getServerSnapshot);
  useEffect(() => {
    if (value !== undefined) microphone.select(value);
  }, [microphone, value]);
  const choose = (deviceId: string | null) => {
    if (value === undefined) microphone.select(deviceId);
    onValueChange?.(deviceId);
  };
  const { support, status, permission } = state;
  return (
    <MicSelectorContext.Provider value={{ microphone, state, choose }}>
      {renderPart('div', props, {
        name: 'mic-selector',
        state: { state: !support.supported && support.reason !== 'ssr' ? 'unsupported' : status, permission },
        ref: ref as Ref<never>,
      })}
    </MicSelectorContext.Provider>
  );
});
