import { ErrorNote } from '@potoo/react/error-note';
import { useVoices } from '@potoo/react/use-voices';
import { VoicePicker } from '@potoo/react/voice-picker';
import type { ReactElement } from 'react';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';

/** What {@link VoiceField} takes. */
export interface VoiceFieldProps {
  /** `model/voice`; '' for none. */
  readonly value: string;
  readonly onChange: (voice: string) => void;
  /** @default 'Voice' */
  readonly label?: string;
  /** What it means that none is chosen. @default 'Chosen by the language' */
  readonly none?: string;
}

/** Chooses one of the server's voices, or none. */
export function VoiceField(props: VoiceFieldProps): ReactElement {
  const { value, onChange, label = 'Voice', none = 'Chosen by the language' } = props;
  const { all, status, error, refresh } = useVoices({ autoLoad: true });
  return (
    <Field label={label} named>
      <div className="voice-field">
        <VoicePicker
          voices={all}
          value={value === '' ? null : value}
          onValueChange={onChange}
          placeholder={none}
          loading={status === 'loading'}
          label={label}
        />
        {value !== '' && (
          <Button look="quiet" onClick={() => onChange('')}>
            Clear<span className="said"> the voice</span>
          </Button>
        )}
      </div>
      {error && <ErrorNote error={error} onRetry={refresh} />}
    </Field>
  );
}
