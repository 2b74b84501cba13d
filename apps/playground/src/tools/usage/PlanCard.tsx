import type { ReactElement } from 'react';
import type { AccountUsage } from '../../server/usage.ts';

/** What an unlimited plan says instead of a number: the largest that its database holds. */
const UNLIMITED = 2 ** 31 - 1;

const count = (value: number) => (value < UNLIMITED ? value.toLocaleString('en') : 'no limit');

/** The plan and its limits, in large figures. */
export function PlanCard({ usage }: { readonly usage: AccountUsage }): ReactElement {
  const { plan, creditsRemaining, requestsPerMinute, concurrent, maxCharacters } = usage;
  const figures = [
    ['Plan', plan],
    ['Credits left', creditsRemaining === null ? 'nothing is paid' : creditsRemaining.toLocaleString('en')],
    ['Requests a minute', count(requestsPerMinute)],
    ['At once', count(concurrent)],
    ['Characters a request', count(maxCharacters)],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
