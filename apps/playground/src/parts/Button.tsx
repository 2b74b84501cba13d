import type { ComponentPropsWithoutRef, ReactElement } from 'react';

/** What {@link Button} takes. */
export interface ButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** @default 'plain' */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'live';
}

/** A button as the components have theirs: the theme dresses whatever has `data-potoo` and `data-look`. */
export function Button({ look = 'plain', type = 'button', ...props }: ButtonProps): ReactElement {
  return <button type={type} data-potoo="button" data-look={look} {...props} />;
}
