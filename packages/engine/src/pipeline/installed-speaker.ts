import type { InstalledVoice } from '../models/inventory.ts';
import { hostedSpeaker } from './hosted-speaker.ts';
import { remoteSpeaker } from './remote-speaker.ts';
import type { Speaker } from './speaker.ts';
import type { SpeakerParts } from './speaker-parts.ts';

/** An installed voice as the pipeline sees it: its sentences go to the hosts of its backend, or to another server. */
export function installedSpeaker(entry: InstalledVoice, parts: SpeakerParts): Speaker {
  const { remote } = entry.backend;
  return remote ? remoteSpeaker(entry, remote, parts) : hostedSpeaker(entry, parts.pools);
}
