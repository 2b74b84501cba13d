'use client';
import type { VoiceService } from '@potoo/core';
import { Loudspeaker } from '@potoo/core/player';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { PotooContext } from './PotooContext.ts';

/** Props of {@link PotooProvider}. */
export interface PotooProviderProps {
  /** Service that hooks and components inside use. */
  readonly service?: VoiceService | undefined;
  /** Where sound comes out. @default One that the provider makes. */
  readonly loudspeaker?: Loudspeaker | undefined;
  readonly children?: ReactNode;
}

/** Gives one service and one loudspeaker to everything inside: who starts to sound silences who sounded before. Renders no element. */
export function PotooProvider({ service, loudspeaker, children }: PotooProviderProps): ReactNode {
  const [own] = useState(() => new Loudspeaker());
  useEffect(() => () => own.dispose(), [own]);
  const value = useMemo(() => ({ service, loudspeaker: loudspeaker ?? own }), [service, loudspeaker, own]);
  return <PotooContext.Provider value={value}>{children}</PotooContext.Provider>;
}
