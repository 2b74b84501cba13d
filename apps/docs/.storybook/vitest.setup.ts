/// <reference types="@vitest/browser-playwright" />
/** Looks at every story twice more as it stands at its end: in dark, and with a finger for a pointer. */
import { configure } from 'storybook/test';
import { afterEach, expect } from 'vitest';
import { cdp } from 'vitest/browser';
import { faintTextInDark } from '../src/checks/darkContrast.ts';
import { smallTargets } from '../src/checks/touchTargets.ts';

// What a story looks for may be late on a busy machine; what comes at once costs nothing more.
configure({ asyncUtilTimeout: 30_000 });

/** Least size of what a finger presses, in CSS pixels. For other pointers, axe holds every story to 24. */
const FINGER = 44;

/** What Storybook puts beside a test. */
interface StoryContext {
  readonly story?: { readonly parameters: { readonly a11y?: { readonly test?: string } } };
}

afterEach(async (context: object) => {
  const { story }: StoryContext = context;
  if (story?.parameters.a11y?.test !== 'off') expect(await faintTextInDark(document.body)).toEqual([]);
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true });
  try {
    expect(matchMedia('(pointer: coarse)').matches).toBe(true);
    expect(smallTargets(document, FINGER)).toEqual([]);
  } finally {
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false });
  }
});
