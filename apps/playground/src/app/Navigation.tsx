import { type ReactElement, useRef } from 'react';
import { Icon } from './Icon.tsx';
import { Link } from './Link.tsx';
import { ServerNote } from './ServerNote.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { TOOLS, type Tool } from './tools.ts';

const GROUPS = ['Voice', 'Sound', 'Server'] as const;

/** All tools: beside the page where there is room, else behind a button. */
export function Navigation({ current }: { readonly current: Tool }): ReactElement {
  // A popover on phones, and simply there on wide screens: the stylesheet decides.
  const sheet = useRef<HTMLElement>(null);
  const close = () => {
    if (sheet.current?.matches(':popover-open')) sheet.current.hidePopover();
  };
  return (
    <>
      <header className="bar">
        <Brand onClick={close} />
        <button type="button" className="bar-menu" popoverTarget="tools" aria-label="All tools">
          <Icon name="menu" />
        </button>
      </header>
      <nav id="tools" className="nav" aria-label="Tools" popover="auto" ref={sheet}>
        <Brand onClick={close} />
        {GROUPS.map((group) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{group}</h2>
            <ul>
              {TOOLS.filter((tool) => tool.group === group).map((tool) => (
                <li key={tool.path}>
                  <Link to={tool.path} onClick={close} aria-current={tool === current ? 'page' : undefined}>
                    <Icon name={tool.icon} />
                    {tool.name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <footer>
          <ServerNote />
          <ThemeSwitch />
        </footer>
      </nav>
    </>
  );
}

function Brand({ onClick }: { readonly onClick: () => void }) {
  return (
    <Link to="/" className="brand" onClick={onClick}>
      <img src="/potoo.svg" alt="" width="28" height="28" />
      Potoo
    </Link>
  );
}
