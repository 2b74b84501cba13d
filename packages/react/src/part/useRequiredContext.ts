'use client';
import { type Context, useContext } from 'react';

/** Reads what a root gives its parts. @throws {TypeError} If the part stands outside of its root. */
export function useRequiredContext<Value>(context: Context<Value | undefined>, part: string, root: string): Value {
  const value = useContext(context);
  if (value === undefined) throw new TypeError(`<${part}> has to stand inside of <${root}>. Wrap it in one.`);
  return value;
}
