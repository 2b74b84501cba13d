import { expect, test } from 'vitest';
import type { SpeechEvent } from '../../contract/speech.ts';
import { InternalError } from '../../errors/errors.ts';
import { measureWav } from '../../testing/containers/wav.ts';
import { pcmBytes, sine } from '../__fixtures__/sound.ts';
import { PcmTrack } from './pcm-track.ts';

const START: SpeechEvent = {
  type: 'start',
  format: 'pcm',
  sampleRate: 8000,
  channels: 1,
  model: 'tone',
  voice: 'sine',
  warnings: [],
};

async function* events(error?: Error): AsyncGenerator<SpeechEvent> {
  yield START;
  const bytes = pcmBytes(sine(440, 1, 8000));
  // Cut inside a value.
  yield { type: 'audio', data: bytes.subarray(0, 4001) };
  yield { type: 'audio', data: bytes.subarray(4001) };
  if (error) throw error;
}

async function filled(track: PcmTrack): Promise<PcmTrack> {
  await new Promise<void>((resolve) => {
    const check = () => track.ended && resolve();
    track.subscribe(check);
    check();
  });
  return track;
}

test('a stream becomes the file that it would have been', async () => {
  const track = await filled(await PcmTrack.from(events()));
  expect(track).toMatchObject({ duration: 1, frames: 8000, error: undefined });
  const audio = track.toAudio();
  expect(audio).toMatchObject({ format: 'wav', duration: 1, sampleRate: 8000, channels: 1 });
  const measure = measureWav(audio.bytes());
  expect(measure).toMatchObject({ frames: 8000, sampleRate: 8000, channels: 1 });
  expect(measure.rms).toBeCloseTo(0.5 / Math.SQRT2, 3);
});

test('a stream that breaks off leaves what came, and says why', async () => {
  const error = new InternalError('The voice broke.');
  const track = await filled(await PcmTrack.from(events(error)));
  expect(track).toMatchObject({ duration: 1, error });
});

test('peaks grow with the audio, 50 a second', () => {
  const track = new PcmTrack(START);
  track.append(pcmBytes(sine(440, 0.5, 8000)));
  expect(track.peaks).toHaveLength(25);
  track.append(pcmBytes(new Float32Array(4040)));
  expect(track.peaks).toHaveLength(50);
  track.end();
  expect(track.peaks).toHaveLength(51);
  expect(track.peaks[3]).toBeCloseTo(0.5, 2);
  expect(track.peaks[40]).toBe(0);
});

test('reading past what is there gives what is there', () => {
  const track = new PcmTrack({ sampleRate: 8000, channels: 2 });
  track.append(pcmBytes(Float32Array.of(0.1, -0.1, 0.2, -0.2, 0.3, -0.3)));
  const [left, right] = track.read(1, 99);
  expect(left).toHaveLength(2);
  expect(left?.[0]).toBeCloseTo(0.2, 3);
  expect(right?.[1]).toBeCloseTo(-0.3, 3);
  expect(track.read(9, 9)[0]).toHaveLength(0);
});
