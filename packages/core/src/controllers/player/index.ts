export { Loudspeaker, type LoudspeakerOptions, type LoudspeakerUser } from '../loudspeaker/loudspeaker.ts';
export { PcmTrack, type PcmTrackInit } from './pcm-track.ts';
export {
  Player,
  type PlayerOptions,
  type PlayerSource,
  type PlayerState,
  type PlayerStatus,
  type PlayOptions,
} from './player.ts';
