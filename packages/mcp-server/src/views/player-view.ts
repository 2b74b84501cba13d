import { readFile } from 'node:fs/promises';
import type { ResourceContent } from '../resources/resources.ts';

/**
 * A page that hosts with MCP Apps show beside a result: player, waveform, words, choice of a voice. It loads nothing, and
 * results are whole without it. It knows nothing of the SDK.
 */
export const PLAYER_VIEW = {
  name: 'player',
  uri: 'ui://potoo/player',
  title: 'Player',
  description: 'Plays a result, shows its waveform and words, and offers voices.',
  mimeType: 'text/html;profile=mcp-app',
} as const;

/** Tools whose results it shows. */
const SHOWN: ReadonlySet<string> = new Set(['list_voices', 'synthesize']);

/** Hosts put it into a frame that may reach nothing; it needs no more. */
const FRAME = { ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true } } as const;

/** What a tool's description says about the view; nothing for a tool without one. */
export function viewOf(tool: string): { readonly _meta?: { readonly ui: { readonly resourceUri: string } } } {
  return SHOWN.has(tool) ? { _meta: { ui: { resourceUri: PLAYER_VIEW.uri } } } : {};
}

/** Reads the page. */
export async function readPlayerView(): Promise<ResourceContent & { readonly _meta: typeof FRAME }> {
  const { uri, mimeType } = PLAYER_VIEW;
  return {
    uri,
    mimeType,
    text: await readFile(new URL('../../views/player.html', import.meta.url), 'utf8'),
    _meta: FRAME,
  };
}
