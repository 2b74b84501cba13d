'use client';
import { useEffect, useLayoutEffect } from 'react';

/** `useLayoutEffect` in browsers; React warns about it on servers. */
export const useIsomorphicLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;
