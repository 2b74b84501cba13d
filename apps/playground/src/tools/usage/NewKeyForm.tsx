import { ErrorNote } from '@potoo/react/error-note';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Check } from '../../parts/Check.tsx';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useTask } from '../../parts/useTask.ts';
import { createKey } from '../../server/keys.ts';
import { useServer } from '../../server/ServerContext.ts';
import { IssuedKey } from './IssuedKey.tsx';

const PLANS = ['free', 'pro', 'enterprise', 'unlimited'].map((id) => ({ id, label: id }));

const KINDS = [
  { id: 'secret', label: 'Secret, for servers' },
  { id: 'publishable', label: 'Publishable, for web pages' },
];

/** Makes a key, and shows it once. */
export function NewKeyForm({ onCreated }: { readonly onCreated: () => void }): ReactElement {
  const server = useServer();
  const [plan, setPlan] = useState('pro');
  const [kind, setKind] = useState('secret');
  const [administrates, setAdministrates] = useState(false);
  const isPublishable = kind === 'publishable';
  const { run, status, result, error, reset } = useTask(async (signal, form: FormData) => {
    const key = await createKey(
      server,
      {
        name: String(form.get('name')),
        plan,
        kind: isPublishable ? 'publishable' : 'secret',
        origins: String(form.get('origins') ?? '')
          .split(/[\s,]+/)
          .filter((origin) => origin !== ''),
        credits: Number(form.get('credits') ?? 0),
        administrates: administrates && !isPublishable,
      },
      { signal },
    );
    onCreated();
    return key;
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(new FormData(event.currentTarget));
  };
  if (result !== undefined) return <IssuedKey apiKey={result} onDone={reset} />;
  return (
    <form className="new-key" onSubmit={submit} aria-label="New key">
      <Field label="What it is for">
        <input name="name" required maxLength={200} data-potoo="field" data-surface="field" placeholder="My app" />
      </Field>
      <Field label="Plan">
        <Select options={PLANS} value={plan} onChange={setPlan} />
      </Field>
      <Field label="Kind">
        <Select options={KINDS} value={kind} onChange={setKind} />
      </Field>
      {plan !== 'unlimited' && (
        <Field label="First credits">
          <input
            name="credits"
            type="number"
            min={0}
            max={1_000_000_000}
            step={1}
            defaultValue={500}
            data-potoo="field"
            data-surface="field"
          />
        </Field>
      )}
      {isPublishable ? (
        <Field label="Pages that may use it" hint="Their origins, with spaces between.">
          <input name="origins" required data-potoo="field" data-surface="field" placeholder="https://app.example" />
        </Field>
      ) : (
        <Check checked={administrates} onChange={setAdministrates} hint="Fetches models, makes and ends keys.">
          Administrator
        </Check>
      )}
      <div className="row">
        <Button type="submit" look="primary" disabled={status === 'working'}>
          {status === 'working' ? 'Making it…' : 'Make a key'}
        </Button>
      </div>
      {error && <ErrorNote error={error} />}
    </form>
  );
}
