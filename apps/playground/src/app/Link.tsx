import type { ComponentPropsWithoutRef, MouseEvent, ReactElement } from 'react';
import { navigate } from './usePath.ts';

/** What {@link Link} takes. */
export interface LinkProps extends Omit<ComponentPropsWithoutRef<'a'>, 'href'> {
  /** A path of the page. */
  readonly to: string;
}

/** A link within the page. What the browser does with modifier keys stays the browser's. */
export function Link({ to, onClick, ...props }: LinkProps): ReactElement {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!isPlain || event.defaultPrevented) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={to} onClick={follow} {...props} />;
}
