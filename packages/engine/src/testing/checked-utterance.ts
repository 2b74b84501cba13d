import assert from 'node:assert/strict';
import type { SynthesizeParams, Utterance } from '../backends/contract.ts';

/**
 * Checks what a speaking host returned: its shape, one timing per word, all in order and inside the audio, samples in range.
 * @throws {assert.AssertionError} If it is anything else.
 */
export function checkedUtterance(result: unknown, params: SynthesizeParams): Utterance {
  assert.ok(isUtterance(result), 'synthesize returns an utterance');
  const duration = result.samples.length / result.sampleRate;
  assert.equal(result.words.length, params.words.length, 'one timing per word');
  inOrder(result.words, duration, `words of "${params.text.slice(0, 60)}"`);
  inOrder(result.phones, duration, `phones of "${params.text.slice(0, 60)}"`);
  assert.ok(
    result.samples.every((value) => Math.abs(value) <= 1),
    'samples are numbers in [-1, 1]',
  );
  return result;
}

function isUtterance(value: unknown): value is Utterance {
  if (typeof value !== 'object' || value === null) return false;
  if (!('samples' in value && 'sampleRate' in value && 'words' in value && 'phones' in value)) return false;
  return (
    value.samples instanceof Float32Array &&
    typeof value.sampleRate === 'number' &&
    Array.isArray(value.words) &&
    Array.isArray(value.phones)
  );
}

function inOrder(spans: Utterance['words'], duration: number, what: string): void {
  let at = 0;
  for (const { start, end } of spans) {
    assert.ok(start >= at - 1e-6 && end >= start && end <= duration + 1e-6, `${what}: ${start}..${end} after ${at}`);
    at = end;
  }
}
