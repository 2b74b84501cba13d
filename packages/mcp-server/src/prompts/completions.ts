import type { VoiceService } from '@potoo/core';

/** What protocol and people take at once. */
const MOST = 100;

/** Ids of voices that begin with what was typed, then those that contain it. */
export async function completeVoice(typed: string, service: () => Promise<VoiceService>): Promise<string[]> {
  const voices = await (await service()).listVoices({ state: 'installed' });
  return bestFirst(
    voices.map(({ id }) => id),
    typed,
  );
}

/** Languages that can be spoken. */
export async function completeLanguage(typed: string, service: () => Promise<VoiceService>): Promise<string[]> {
  return bestFirst((await (await service()).capabilities()).speechLanguages, typed);
}

/** Names that begin with what was typed, then those that contain it. */
export function bestFirst(names: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted));
  const rank = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).slice(0, MOST);
}
