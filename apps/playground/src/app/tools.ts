import { type ComponentType, lazy } from 'react';
import type { IconName } from './Icon.tsx';

/** One tool of the page. */
export interface Tool {
  /** Its address; the server answers it with the page (`packages/engine/src/server/playground/pages.ts`). */
  readonly path: string;
  /** What the navigation calls it. */
  readonly name: string;
  /** Its heading. */
  readonly title: string;
  /** What it does, in a sentence. */
  readonly lede: string;
  readonly icon: IconName;
  readonly group: 'Voice' | 'Sound' | 'Server';
  /** Loaded when it is first opened. */
  readonly Page: ComponentType;
}

/** Every tool, in the order that the navigation shows. The first one is shown at `/` as well. */
export const TOOLS: readonly Tool[] = [
  {
    path: '/speak',
    name: 'Speak',
    title: 'Speak',
    lede: 'Type something, choose who says it, and follow the words as they sound.',
    icon: 'speak',
    group: 'Voice',
    Page: lazy(() => import('../tools/speak/SpeakPage.tsx')),
  },
];

/** The tool at a path. */
export function toolAt(path: string): Tool | undefined {
  return path === '/' ? TOOLS[0] : TOOLS.find((tool) => tool.path === path);
}
