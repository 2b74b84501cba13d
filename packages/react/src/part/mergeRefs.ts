import type { Ref } from 'react';

/** One ref for several; `undefined` when there is none. Refs that return a clean-up keep it (React 19). */
export function mergeRefs<Value>(...refs: ReadonlyArray<Ref<Value> | undefined>): Ref<Value> | undefined {
  const present = refs.filter((ref) => ref !== undefined && ref !== null);
  if (present.length < 2) return present[0];
  return (value) => {
    const cleanUps = present.map((ref) => attach(ref, value));
    if (!cleanUps.some(Boolean)) return undefined;
    return () => {
      for (const [index, cleanUp] of cleanUps.entries()) {
        const ref = present[index];
        if (cleanUp) cleanUp();
        else if (ref) attach(ref, null);
      }
    };
  };
}

function attach<Value>(ref: Ref<Value>, value: Value | null): (() => void) | undefined {
  if (typeof ref === 'function') return ref(value) || undefined;
  if (ref) ref.current = value;
  return undefined;
}
