import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import type { EngineCall } from '../engine-call.ts';

/**
 * Finds the model that imitates voices. Models that clone are known by name as well as those that convert: as long as none
 * of them is installed, signal processing does the work and says so.
 */
export function resolveCloner(
  model: string,
  { inventory, options }: Pick<EngineCall, 'inventory' | 'options'>,
): ResolvedTool {
  const cloning = inventory.catalog.filter(({ type, supportsCloning }) => type === 'tts' && supportsCloning);
  return resolveTool(inventory, {
    type: 'voice-conversion',
    model,
    strict: options.strict,
    alsoKnown: cloning,
    alsoServed: 'tts',
  });
}
