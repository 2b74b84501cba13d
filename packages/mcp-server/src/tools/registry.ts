import { synthesize } from './synthesize.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order of their names, which is the order in which hosts see them. */
export const TOOLS: readonly Tool[] = [synthesize];
