import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ProgressBar, wantsProgressBar } from './progress-bar.ts';

describe('the progress bar', () => {
  afterEach(() => vi.useRealTimers());

  test('is drawn once the work has lasted, not too often, and taken away', () => {
    vi.useFakeTimers();
    const stream = new PassThrough();
    const bar = new ProgressBar(stream);
    bar.update({ fraction: 0.1 });
    expect(stream.read()).toBeNull();
    vi.advanceTimersByTime(300);
    bar.update({ fraction: 0.5, stage: 'chunk 3 of 6' });
    bar.update({ fraction: 0.6 });
    expect(String(stream.read())).toBe(`\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 50% chunk 3 of 6`);
    bar.clear();
    bar.clear();
    expect(String(stream.read())).toBe('\r\u001b[2K');
  });

  test('is for terminals of people only', () => {
    expect(wantsProgressBar(true, {})).toBe(true);
    expect(wantsProgressBar(false, {})).toBe(false);
    expect(wantsProgressBar(true, { CI: 'true' })).toBe(false);
    expect(wantsProgressBar(true, { TERM: 'dumb' })).toBe(false);
  });
});
