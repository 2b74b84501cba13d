import type { ReactElement } from 'react';
import type { UsageEntry } from '../../server/usage.ts';

/** What {@link AccountLedger} takes. */
export interface AccountLedgerProps {
  readonly entries: readonly UsageEntry[];
  /** Whether nothing is paid for here. */
  readonly free: boolean;
}

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** What was paid lately, the latest first. */
export function AccountLedger({ entries, free }: AccountLedgerProps): ReactElement {
  if (entries.length === 0) {
    return (
      <p className="empty">
        {free
          ? 'This server asks for no key, so it keeps no account of what you use.'
          : 'Nothing has been used yet. What you try here will be listed, with what it cost.'}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys as well
    <section className="table-box" aria-label="Account" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Credits
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ createdAt, kind, note, credits }) => (
            <tr key={`${createdAt.toISOString()} ${kind} ${note} ${credits}`}>
              <td>{WHEN.format(createdAt)}</td>
              <td>{note === '' ? kind : note}</td>
              <td className="number">{credits.toLocaleString('en', { signDisplay: 'exceptZero' })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
