import type { FormEvent, ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { useServer } from '../../server/ServerContext.ts';

/** Takes the key of a server that asks for one. It stays in this tab, and goes to this server only. */
export function KeyForm(): ReactElement {
  const { apiKey, setApiKey } = useServer();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setApiKey(String(new FormData(event.currentTarget).get('key')));
  };
  return (
    <form className="key-form" onSubmit={submit}>
      <Field
        label="API key"
        hint={
          <>
            A server that was started with <code>--require-keys</code> asks for one, and <code>potoo keys create</code>{' '}
            makes it. It is kept in this tab until you close it.
          </>
        }
      >
        <input
          key={apiKey}
          name="key"
          type="password"
          data-potoo="field"
          data-surface="field"
          autoComplete="off"
          spellCheck={false}
          placeholder="sk-tts-…"
          defaultValue={apiKey}
        />
      </Field>
      <div className="row">
        <Button type="submit" look="primary">
          Use this key
        </Button>
        {apiKey !== '' && <Button onClick={() => setApiKey('')}>Forget it</Button>}
      </div>
    </form>
  );
}
