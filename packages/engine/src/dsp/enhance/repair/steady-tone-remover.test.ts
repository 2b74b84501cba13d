import { describe, expect, it } from 'vitest';
import { levelAt } from '../../../audio/__fixtures__/signals.ts';
import { mainsHum, pinkNoise, whiteNoise } from '../../../testing/mixtures/noises.ts';
import { siSdr } from '../../../testing/si-sdr.ts';
import { runStage } from '../__fixtures__/run-stage.ts';
import { createSteadyToneRemover } from './steady-tone-remover.ts';

const RATE = 16_000;
const FRAMES = 6 * RATE + 77;
const sound = pinkNoise(FRAMES);
const LINES = [1, 2, 3, 4, 5, 6, 7].map((multiple) => multiple * 50.02);

const remover = (lines: readonly number[] = []) => createSteadyToneRemover(RATE, 1, lines);

describe('createSteadyToneRemover', () => {
  it('takes an offset away and little else', () => {
    const sound = whiteNoise(FRAMES);
    const offset = sound.map((value) => value + 0.1);
    const output = runStage(remover(), offset);
    expect(Math.abs(output.reduce((sum, value) => sum + value, 0) / FRAMES)).toBeLessThan(0.0005);
    expect(siSdr(output, sound)).toBeGreaterThan(25);
  });

  it('takes hum away and leaves what lies between its lines', () => {
    const hum = mainsHum(FRAMES, RATE, { hertz: 50.02 });
    const output = runStage(
      remover(LINES),
      sound.map((value, frame) => value + (hum[frame] ?? 0)),
    );
    for (const line of LINES.slice(0, 4)) {
      expect(levelAt(output, line, RATE)).toBeLessThan(levelAt(hum, line, RATE) / 15);
    }
    expect(levelAt(runStage(remover(LINES), hum), 50.02, RATE)).toBeLessThan(levelAt(hum, 50.02, RATE) / 100);
    expect(siSdr(output, sound)).toBeGreaterThan(14);
  });

  it('follows hum that grows and drifts', () => {
    const hum = Float32Array.from({ length: FRAMES }, (_, frame) => {
      const seconds = frame / RATE;
      return (0.1 + 0.02 * seconds) * Math.sin(2 * Math.PI * (50 * seconds + 0.005 * seconds * seconds));
    });
    const output = runStage(remover([50.02]), hum);
    expect(
      siSdr(
        output.map((value, frame) => (hum[frame] ?? 0) - value),
        hum,
      ),
    ).toBeGreaterThan(20);
  });

  it.each([0, 1, 799, 1600, 4000, 35_000])('gives %d frames for as many, whatever the blocks', (frames) => {
    const input = sound.subarray(0, frames);
    const whole = runStage(remover(LINES), input, FRAMES);
    expect(whole).toHaveLength(frames);
    expect(runStage(remover(LINES), input, 333)).toEqual(whole);
  });
});
