import type { ReactElement } from 'react';

/** A drawing of 16 by 16 units in the colour of the text. Says nothing: what it stands on has a name. */
export function Icon({ path }: { readonly path: string }): ReactElement {
  return (
    <svg
      data-potoo="icon"
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}
