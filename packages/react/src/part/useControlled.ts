'use client';
import { useCallback, useState } from 'react';

/**
 * A value that the caller keeps (`value`), or that the component keeps from `initial` on.
 * @returns The value, and a function that sets it and tells the caller.
 */
export function useControlled<Value>(
  value: Value | undefined,
  initial: Value,
  onChange?: (value: Value) => void,
): readonly [Value, (value: Value) => void] {
  const [kept, setKept] = useState(initial);
  const controlled = value !== undefined;
  const set = useCallback(
    (next: Value) => {
      if (!controlled) setKept(() => next);
      onChange?.(next);
    },
    [controlled, onChange],
  );
  return [controlled ? value : kept, set];
}
