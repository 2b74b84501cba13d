import { LanguagePicker } from '@potoo/react/language-picker';
import type { ReactElement } from 'react';
import { Field } from '../../parts/Field.tsx';
import { Range } from '../../parts/Range.tsx';
import { VoiceField } from '../../parts/VoiceField.tsx';
import { useServer } from '../../server/ServerContext.ts';
import type { SpeechSettingsValue } from './useSpeechSettings.ts';

const NONE: readonly string[] = [];

/** What {@link SpeechSettings} takes. */
export interface SpeechSettingsProps {
  readonly settings: SpeechSettingsValue;
  readonly onChange: (change: Partial<SpeechSettingsValue>) => void;
}

/** Who speaks, in which language, and how fast. */
export function SpeechSettings({ settings, onChange }: SpeechSettingsProps): ReactElement {
  const { capabilities } = useServer();
  return (
    <>
      <VoiceField value={settings.voice} onChange={(voice) => onChange({ voice })} />
      <Field label="Language" named hint="Numbers, dates and units are read in it.">
        <LanguagePicker
          languages={capabilities?.speechLanguages ?? NONE}
          detectable
          value={settings.language}
          onValueChange={(language) => onChange({ language })}
        />
      </Field>
      <Range
        label="Speed"
        min={0.5}
        max={2}
        step={0.05}
        value={settings.speed}
        onChange={(speed) => onChange({ speed })}
        format={(speed) => `${speed.toFixed(2)}×`}
      />
    </>
  );
}
