import { type ReactNode, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

/** A hook in a component of its own, in the page. */
export interface RenderedHook<Value> {
  /** What the hook returned last. */
  readonly current: Value;
  /** How often the component was rendered. */
  readonly renders: number;
  /** Waits until the hook returns what is wanted; the test's own timeout ends it otherwise. */
  until(isWanted: (value: Value) => boolean): Promise<Value>;
  unmount(): void;
}

/** Renders a hook in StrictMode: mounted, unmounted and mounted again. */
export function renderHook<Value>(
  useHook: () => Value,
  { wrapper = (children) => children }: { readonly wrapper?: (children: ReactNode) => ReactNode } = {},
): RenderedHook<Value> {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const waiting = new Set<() => void>();
  let value: Value | undefined;
  let renders = 0;
  function Probe(): ReactNode {
    value = useHook();
    renders += 1;
    queueMicrotask(() => {
      for (const check of waiting) check();
    });
    return null;
  }
  flushSync(() => root.render(<StrictMode>{wrapper(<Probe />)}</StrictMode>));
  const rendered = {
    get current() {
      return value as Value;
    },
    get renders() {
      return renders;
    },
    until: (isWanted: (value: Value) => boolean) =>
      new Promise<Value>((resolve) => {
        const check = () => {
          if (!isWanted(value as Value)) return;
          waiting.delete(check);
          resolve(value as Value);
        };
        waiting.add(check);
        check();
      }),
    unmount() {
      flushSync(() => root.unmount());
      host.remove();
    },
  };
  onTestFinished(() => rendered.unmount());
  return rendered;
}
