import type { VoiceService } from '@potoo/core';
import { createBrowserEngine } from '@potoo/engine/browser';
import { createFixtureService, type FixtureServiceOptions } from './FixtureService.ts';

let live: VoiceService | undefined;

/** The engine that speaks in this page, one for all stories. Nothing is fetched before it is asked for something. */
export function liveService(): VoiceService {
  live ??= createBrowserEngine();
  return live;
}

/** What tells which service a story gets. */
interface StorySetting {
  readonly parameters: { readonly [name: string]: unknown };
  readonly globals: { readonly [name: string]: unknown };
}

/** The service of a story: recorded voices, or the live one where the toolbar says so and the story shows no fault. */
export function storyService({ parameters, globals }: StorySetting): VoiceService {
  const options: FixtureServiceOptions = parameters['service'] ?? {};
  const isPlain = Object.keys(options).length === 0;
  return isPlain && globals['voice'] === 'live' ? liveService() : createFixtureService(options);
}
