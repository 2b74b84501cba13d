import type { AudioOutput } from '../../audio/audio-output.ts';
import type { PcmTrack } from './pcm-track.ts';

/** What a player plays: an address, a file, a result of a service, or audio that is still arriving. */
export type PlayerSource = string | URL | Blob | AudioOutput | PcmTrack;
