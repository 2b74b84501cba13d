import type { AudioOutput } from '../../audio/audio-output.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import type { Playback, PlaybackEvents } from '../player/playback.ts';
import { SourcePlayer } from '../player/source-player.ts';

/** Speech as a service gives it, with the way to play it. */
export interface SpokenAudio {
  /** Makes what plays it. */
  open(loudspeaker: Loudspeaker, events: PlaybackEvents): Playback;
  /** What has come so far, as a file. */
  toAudio(): AudioOutput;
}

/** Plays speech. Knows no kind of it: how each is played comes with the speech. */
export class SpokenPlayer extends SourcePlayer<SpokenAudio> {
  protected override open(source: SpokenAudio, events: PlaybackEvents): Playback {
    return source.open(this.loudspeaker, events);
  }
}
