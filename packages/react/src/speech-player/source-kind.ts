import type { AudioOutput } from '@potoo/core/audio';
import type { PcmTrack, PlayerSource } from '@potoo/core/player';
import type { SpokenAudio } from '@potoo/core/speech';

/** Tells a track, which may still be arriving, from a file. */
export function isTrack(source: PlayerSource | SpokenAudio | undefined): source is PcmTrack {
  return typeof source === 'object' && 'toAudio' in source && 'subscribe' in source;
}

/** Tells the result of a service from other sources. */
export function isOutput(source: PlayerSource): source is AudioOutput {
  return typeof source === 'object' && 'blob' in source;
}

/** What speech is played from, as any player takes it: a track that arrives, or a whole file. */
export function playable(source: PlayerSource | SpokenAudio): PlayerSource {
  if (isTrack(source)) return source;
  return typeof source === 'object' && 'toAudio' in source ? source.toAudio() : source;
}
