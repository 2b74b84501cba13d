export { Loudspeaker, type LoudspeakerOptions, type LoudspeakerUser } from '../loudspeaker/loudspeaker.ts';
export { PcmTrack, type PcmTrackInit } from './pcm-track.ts';
export { Player } from './player.ts';
export type { PlayerSource } from './player-source.ts';
export {
  type PlayerOptions,
  type PlayerState,
  type PlayerStatus,
  type PlayOptions,
  SourcePlayer,
} from './source-player.ts';
