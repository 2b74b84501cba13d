import type { AudioOutput } from '@potoo/core/audio';
import type { PcmTrack, PlayerSource } from '@potoo/core/player';

/** Tells a track, which may still be arriving, from a file. */
export function isTrack(source: PlayerSource | undefined): source is PcmTrack {
  return typeof source === 'object' && 'toAudio' in source;
}

/** Tells the result of a service from other sources. */
export function isOutput(source: PlayerSource): source is AudioOutput {
  return typeof source === 'object' && 'blob' in source;
}
