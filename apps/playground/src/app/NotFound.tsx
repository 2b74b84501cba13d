import type { ReactElement } from 'react';
import { Page } from '../parts/Page.tsx';
import { Link } from './Link.tsx';
import { TOOLS } from './tools.ts';

/** What is shown at a path that no tool has. */
export function NotFound(): ReactElement {
  return (
    <Page title="Nothing perches here" lede="No tool has this address. These are the ones there are.">
      <ul className="tool-list">
        {TOOLS.map(({ path, name }) => (
          <li key={path}>
            <Link to={path}>{name}</Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
