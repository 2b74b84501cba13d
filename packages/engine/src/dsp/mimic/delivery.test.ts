import assert from 'node:assert/strict';
import type { Emotion } from '@potoo/core';
import { describe, test } from 'vitest';
import { joinArrays } from '../../audio/join-arrays.ts';
import { pcmSource } from '../../audio/pcm-source.ts';
import { loadFlite } from '../../backends/flite/load-flite.ts';
import { readWav } from '../../backends/flite/read-wav.ts';
import { sized } from '../../testing/full-size.ts';
import { DELIVERIES } from './delivery.ts';
import { measureVoice } from './measure-voice.ts';
import { medianOf, pitchRange } from './pitch-distribution.ts';
import { revoice } from './revoice.ts';

const flite = await loadFlite();
const SENTENCES = [
  'The boy was there when the sun rose.',
  'Glue the sheet to the dark blue background.',
  'Our train leaves at nine, so we should pack tonight.',
];
const { signal } = new AbortController();

function say(voice: string, text: string) {
  return readWav(flite.run(['-voice', voice, '-t', text], { wav: true }).wav ?? new Uint8Array());
}

function measure(samples: Float32Array, sampleRate: number) {
  const profile = measureVoice(samples, sampleRate)?.profile;
  assert.ok(profile);
  const { pitch, level, tilt } = profile;
  const seconds = samples.length / sampleRate;
  return { pitch: medianOf(pitch), range: pitchRange(pitch), tempo: 1 / seconds, energy: level, tilt };
}

describe('every emotion moves what it is said to move, on every sentence', () => {
  for (const voice of ['slt', 'rms']) {
    for (const [number, sentence] of SENTENCES.slice(0, sized(2, SENTENCES.length)).entries()) {
      const { samples, sampleRate } = say(voice, sentence);
      const was = measure(samples, sampleRate);
      for (const emotion of ['happy', 'sad', 'angry', 'excited'] satisfies Emotion[]) {
        test(`${emotion}, sentence ${number + 1}, ${voice}`, async () => {
          const delivery = DELIVERIES[emotion];
          const source = pcmSource({ channels: [samples], sampleRate });
          const blocks: Float32Array[] = [];
          for await (const { channels } of revoice(source, { delivery, speed: 1, signal, onProgress() {} })) {
            if (channels[0]) blocks.push(channels[0]);
          }
          const is = measure(joinArrays(blocks), sampleRate);
          const wanted = {
            pitch: delivery.pitch > 0,
            range: delivery.range > 1,
            tempo: delivery.tempo > 1,
            energy: delivery.energy > 0,
            tilt: delivery.tilt > 0,
          };
          const { pitch, range } = { pitch: is.pitch / was.pitch, range: is.range / was.range };
          assert.ok(Math.abs(12 * Math.log2(pitch) - delivery.pitch) < 0.5, `pitch ${pitch.toFixed(2)} times`);
          assert.ok(Math.abs(range / delivery.range - 1) < 0.2, `range ${range.toFixed(2)} times`);
          for (const [figure, up] of Object.entries(wanted)) {
            const [from, to] = [was[figure as keyof typeof was], is[figure as keyof typeof is]];
            assert.equal(to > from, up, `${figure} from ${from.toFixed(2)} to ${to.toFixed(2)}`);
          }
        });
      }
    }
  }
});
