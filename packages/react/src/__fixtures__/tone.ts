import { AudioOutput } from '@potoo/core';
import { PcmTrack } from '@potoo/core/player';

const RATE = 24_000;

/** A tone as audio that has come whole. */
export function toneTrack(seconds: number): PcmTrack {
  const track = new PcmTrack({ sampleRate: RATE, channels: 1 });
  const frames = Int16Array.from({ length: seconds * RATE }, (_, frame) => 9000 * Math.sin((frame * 2764.6) / RATE));
  track.append(new Uint8Array(frames.buffer));
  track.end();
  return track;
}

/** A tone as a WAV file. */
export function toneFile(seconds: number): AudioOutput {
  return toneTrack(seconds).toAudio();
}
