import type { SpeechOptions } from '@potoo/core';
import { usePersistedVoice } from '@potoo/react/voice-picker';
import { useCallback, useMemo, useState } from 'react';

/** What can be set about how a text is spoken. */
export interface SpeechSettingsValue {
  /** `model/voice`; '' leaves it to the server. */
  readonly voice: string;
  /** BCP-47 tag, or `auto`. */
  readonly language: string;
  /** 0.5 to 2. */
  readonly speed: number;
}

/** What goes into a request of these settings. */
export type SpokenAs = Pick<SpeechOptions, 'voice' | 'language' | 'speed'>;

/** The settings, and the part of a request that they make. The voice is kept for the next visit. */
export function useSpeechSettings(): {
  readonly settings: SpeechSettingsValue;
  readonly change: (change: Partial<SpeechSettingsValue>) => void;
  readonly request: SpokenAs;
} {
  const [voice, keepVoice] = usePersistedVoice('potoo-voice');
  const [rest, setRest] = useState({ language: 'auto', speed: 1 });
  const settings = useMemo(() => ({ ...rest, voice: voice ?? '' }), [rest, voice]);
  const change = useCallback(
    ({ voice: chosen, ...others }: Partial<SpeechSettingsValue>) => {
      if (chosen !== undefined) keepVoice(chosen);
      setRest((before) => ({ ...before, ...others }));
    },
    [keepVoice],
  );
  // What is left out of a request is the server's to choose.
  const request = useMemo(
    () => ({
      voice: settings.voice || 'auto',
      ...(settings.language !== 'auto' && { language: settings.language }),
      ...(settings.speed !== 1 && { speed: settings.speed }),
    }),
    [settings],
  );
  return { settings, change, request };
}
