import type { ReactElement, ReactNode, Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { type PartOptions, type PartState, renderPart } from './renderPart.ts';

/** How a button is dressed. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'icon' | 'icon-primary' | 'live';

/** What {@link buttonPart} makes a button of. */
export interface ButtonPartOptions<State extends PartState> {
  readonly name: string;
  /** What it does, in words: its name where it shows only an icon. */
  readonly label: string;
  readonly icon?: string | undefined;
  readonly look?: ButtonLook;
  readonly state?: State;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
  readonly ownRef?: Ref<HTMLButtonElement> | undefined;
  /** Further attributes of its own. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** Makes a button of a component: an icon, or an icon with words; the caller's children take the place of both. */
export function buttonPart<State extends PartState>(
  props: PartOptions<State> & { readonly children?: ReactNode },
  { name, label, icon, look = 'quiet', state, ref, ownRef, own }: ButtonPartOptions<State>,
): ReactElement {
  const onlyIcon = look.startsWith('icon');
  const children = (
    <>
      {icon && <Icon path={icon} />}
      {!onlyIcon && <span>{label}</span>}
    </>
  );
  return renderPart(
    'button',
    { ...props },
    {
      name,
      ...(state && { state }),
      own: {
        type: 'button',
        'data-look': look,
        ...(onlyIcon && { 'aria-label': label, title: label }),
        children,
        ...own,
      },
      ref: ref as Ref<never>,
      ownRef: ownRef as Ref<never>,
    },
  );
}
