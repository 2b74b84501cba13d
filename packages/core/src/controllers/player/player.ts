import { ElementPlayback } from './element-playback.ts';
import type { PcmTrack } from './pcm-track.ts';
import type { Playback, PlaybackEvents } from './playback.ts';
import type { PlayerSource } from './player-source.ts';
import { SourcePlayer } from './source-player.ts';

/** Plays audio: files through one audio element, arriving PCM without gaps through Web Audio. */
export class Player extends SourcePlayer<PlayerSource> {
  protected override open(source: PlayerSource, events: PlaybackEvents): Playback {
    // A track is told from a file by what it can do: a page that only plays files loads nothing of how tracks are played.
    if (typeof source === 'object' && 'open' in source) return source.open(this.loudspeaker, events);
    return new ElementPlayback(fileOf(source), this.loudspeaker, events);
  }
}

function fileOf(source: Exclude<PlayerSource, PcmTrack>): Blob | string {
  if (source instanceof Blob) return source;
  return typeof source === 'object' && 'blob' in source ? source.blob() : String(source);
}
