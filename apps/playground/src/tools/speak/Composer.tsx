import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { useServer } from '../../server/ServerContext.ts';
import { SAMPLE_TEXTS } from './sample-texts.ts';

/** What {@link Composer} takes. */
export interface ComposerProps {
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** Whether speech is being made. */
  readonly busy: boolean;
  readonly onSpeak: () => void;
  readonly onStop: () => void;
}

/** Where the text is written, with texts to begin with. Ctrl or Cmd with Enter speaks. */
export function Composer({ text, onTextChange, busy, onSpeak, onStop }: ComposerProps): ReactElement {
  const { capabilities } = useServer();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSpeak();
  };
  return (
    <section className="composer" aria-label="Text to speak">
      <textarea
        aria-label="Text"
        placeholder="What shall be said?"
        rows={4}
        dir="auto"
        value={text}
        maxLength={capabilities?.maxCharacters}
        onChange={(event) => onTextChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <fieldset className="chips">
        <legend className="said">Texts to try</legend>
        {SAMPLE_TEXTS.map(({ name, text: sample }) => (
          <button key={name} type="button" className="chip" onClick={() => onTextChange(sample)}>
            {name}
          </button>
        ))}
      </fieldset>
      <footer className="composer-foot">
        <span className="quiet">{text.length.toLocaleString('en')} characters</span>
        {busy ? (
          <Button look="live" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button look="primary" onClick={onSpeak} disabled={text.trim() === ''} title="Ctrl + Enter">
            Speak
          </Button>
        )}
      </footer>
    </section>
  );
}
