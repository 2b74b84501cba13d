import {
  type CSSProperties,
  cloneElement,
  createElement,
  type ElementType,
  type HTMLAttributes,
  isValidElement,
  type ReactElement,
  type Ref,
  version,
} from 'react';
import { mergeRefs } from './mergeRefs.ts';

/** What a part knows about itself; each entry becomes a data attribute of its element. */
export type PartState = Readonly<Record<string, string | number | boolean | undefined>>;

/** Another element in a part's place: an element to take its props, or a function that makes one of them. */
export type RenderProp<State extends PartState = PartState> =
  | ReactElement
  | ((props: HTMLAttributes<HTMLElement> & { readonly ref?: Ref<HTMLElement> }, state: State) => ReactElement);

/** What every part takes beside the attributes of its element. */
export interface PartOptions<State extends PartState = PartState> {
  /** Another element in its place: an element that takes its props, or a function of props and state. */
  readonly render?: RenderProp<State> | undefined;
}

/** What a part is made of. */
export interface PartParts<State extends PartState> {
  /** Value of `data-potoo`: the name that stylesheets know the part by. */
  readonly name: string;
  readonly state?: State;
  /** What the part sets itself. The caller's handlers run before these, and keep them back by `preventDefault()`. */
  readonly own?: Readonly<Record<string, unknown>>;
  readonly ref?: Ref<never> | undefined;
  readonly ownRef?: Ref<never> | undefined;
}

/**
 * Makes the element of a part: the caller's props over the part's own, handlers of both, and state as data attributes
 * (`playing: true` becomes `data-playing=""`, `state: 'empty'` becomes `data-state="empty"`).
 */
export function renderPart<State extends PartState>(
  tag: ElementType,
  { render, ...props }: PartOptions<State> & Readonly<Record<string, unknown>>,
  { name, state, own = {}, ref, ownRef }: PartParts<State>,
): ReactElement {
  const merged: Record<string, unknown> = {
    'data-potoo': name,
    ...(state && dataAttributes(state)),
    ...mergeProps(own, props),
  };
  const refs = mergeRefs(ref, ownRef);
  if (refs) merged['ref'] = refs;
  if (typeof render === 'function') return render(merged, state ?? ({} as State));
  if (isValidElement<Record<string, unknown>>(render)) {
    const inner = render.props;
    const elementRef = mergeRefs(refs, refOf(render));
    return cloneElement(render, { ...mergeProps(merged, inner), ...(elementRef && { ref: elementRef }) });
  }
  return createElement(tag, merged);
}

/** The ref of an element: a prop since React 19, beside the props before it. */
function refOf(element: ReactElement<Record<string, unknown>>): Ref<never> | undefined {
  const holder = version.startsWith('18.') ? (element as unknown as Record<string, unknown>) : element.props;
  return holder['ref'] as Ref<never> | undefined;
}

function dataAttributes(state: PartState): Record<string, string> {
  const entries = Object.entries(state).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return [[`data-${name}`, value === true ? '' : String(value)]];
  });
  return Object.fromEntries(entries);
}

type Handler = (event: { readonly defaultPrevented?: boolean }) => void;

/** Puts `over` over `own`: handlers of both run, class names and styles join, everything else is replaced. */
function mergeProps(
  own: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(over)) {
    const before = own[key];
    if (value === undefined && before !== undefined) continue;
    if (/^on[A-Z]/.test(key) && isHandler(before) && isHandler(value)) merged[key] = chain(value, before);
    else if (key === 'className' && before) merged[key] = `${String(before)} ${String(value)}`;
    else if (key === 'style' && before) merged[key] = { ...(before as CSSProperties), ...(value as CSSProperties) };
    else merged[key] = value;
  }
  return merged;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function chain(first: Handler, second: Handler): Handler {
  return (event) => {
    first(event);
    if (!event?.defaultPrevented) second(event);
  };
}
