import { LanguagePicker } from '@potoo/react/language-picker';
import type { ReactElement } from 'react';
import { Check } from '../../parts/Check.tsx';
import { Field } from '../../parts/Field.tsx';
import { useServer } from '../../server/ServerContext.ts';

/** What can be set about listening. */
export interface ListenSettingsValue {
  /** BCP-47 tag, or `auto`. */
  readonly language: string;
  /** Whether speakers are told apart. */
  readonly diarize: boolean;
}

/** What {@link ListenSettings} takes. */
export interface ListenSettingsProps {
  readonly settings: ListenSettingsValue;
  readonly onChange: (change: Partial<ListenSettingsValue>) => void;
  /** Whether it is the microphone, whose speakers are not told apart. */
  readonly live: boolean;
}

const NONE: readonly string[] = [];

/** The language, and whether speakers are told apart. */
export function ListenSettings({ settings, onChange, live }: ListenSettingsProps): ReactElement {
  const { capabilities } = useServer();
  return (
    <>
      <Field label="Language" named>
        <LanguagePicker
          languages={capabilities?.transcriptionLanguages ?? NONE}
          detectable
          value={settings.language}
          onValueChange={(language) => onChange({ language })}
        />
      </Field>
      {!live && (
        <Check
          checked={settings.diarize}
          onChange={(diarize) => onChange({ diarize })}
          hint="Who speaks when; names can be given afterwards."
        >
          Tell speakers apart
        </Check>
      )}
    </>
  );
}
