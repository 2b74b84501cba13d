import { type ComponentType, lazy } from 'react';
import type { IconName } from './Icon.tsx';

/** One tool of the page. */
export interface Tool {
  /** Its address; the server answers it with the page (`packages/engine/src/server/playground/pages.ts`). */
  readonly path: string;
  /** What it is called. */
  readonly name: string;
  readonly icon: IconName;
  readonly group: 'Voice' | 'Sound' | 'Server';
  /** Loaded when it is first opened. */
  readonly Page: ComponentType;
}

const FIRST = tool('Voice', 'speak', 'Speak', () => import('../tools/speak/SpeakPage.tsx'));

/** Every tool, in the order that the navigation shows. The first one is shown at `/` as well. */
export const TOOLS: readonly Tool[] = [
  FIRST,
  tool('Voice', 'listen', 'Listen', () => import('../tools/listen/ListenPage.tsx')),
  tool('Voice', 'talk', 'Talk', () => import('../tools/talk/TalkPage.tsx')),
  tool('Voice', 'clone', 'Clone a voice', () => import('../tools/clone/ClonePage.tsx')),
  tool('Voice', 'convert-voice', 'Change the voice', () => import('../tools/convert-voice/ConvertVoicePage.tsx')),
  tool('Voice', 'delivery', 'Change the delivery', () => import('../tools/delivery/DeliveryPage.tsx')),
  tool('Voice', 'translate', 'Translate', () => import('../tools/translate/TranslatePage.tsx')),
  tool('Sound', 'enhance', 'Enhance', () => import('../tools/enhance/EnhancePage.tsx')),
  tool('Sound', 'dereverb', 'Dereverb', () => import('../tools/dereverb/DereverbPage.tsx')),
  tool('Sound', 'separate', 'Separate', () => import('../tools/separate/SeparatePage.tsx')),
  tool('Sound', 'analyze', 'Analyse', () => import('../tools/analyze/AnalyzePage.tsx')),
  tool('Sound', 'convert', 'Convert', () => import('../tools/convert/ConvertPage.tsx')),
  tool('Server', 'jobs', 'Jobs', () => import('../tools/jobs/JobsPage.tsx')),
  tool('Server', 'models', 'Models', () => import('../tools/models/ModelsPage.tsx')),
  tool('Server', 'usage', 'Key and usage', () => import('../tools/usage/UsagePage.tsx')),
];

function tool(
  group: Tool['group'],
  icon: IconName,
  name: string,
  load: () => Promise<{ default: ComponentType }>,
): Tool {
  return { group, icon, name, path: `/${icon}`, Page: lazy(load) };
}

/** The tool at a path; the server answers no path that has none, but for `/`. */
export function toolAt(path: string): Tool {
  return TOOLS.find((each) => each.path === path) ?? FIRST;
}
