import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgressReporter, type ProgressNote } from './progress-reporter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function reporter() {
  const notes: ProgressNote[] = [];
  const made = createProgressReporter(async (note) => void notes.push(note));
  return { notes, ...made };
}

describe('a progress reporter', () => {
  it('tells a few times a second, not more, and not the end', async () => {
    const { notes, report, stop } = reporter();
    for (let step = 0; step <= 100; step += 1) {
      report({ fraction: step / 100, stage: `step ${step}` });
      vi.advanceTimersByTime(10);
    }
    expect(notes).toEqual([
      { fraction: expect.closeTo(0, 4), message: 'step 0' },
      { fraction: 0.25, message: 'step 25' },
      { fraction: 0.5, message: 'step 50' },
      { fraction: 0.75, message: 'step 75' },
    ]);
    await stop();
  });

  it('keeps a silent call alive, and each note is more than the one before', async () => {
    const { notes, report, stop } = reporter();
    report({ fraction: 0.3, stage: 'thinking' });
    vi.advanceTimersByTime(10_000);
    report({ fraction: 0.2 });
    expect(notes.length).toBeGreaterThanOrEqual(3);
    expect(notes.at(1)?.message).toMatch(/^thinking, \d+ s$/);
    for (const [index, note] of notes.entries())
      expect(note.fraction).toBeGreaterThan(notes[index - 1]?.fraction ?? -1);
    vi.advanceTimersByTime(1000);
    await stop();
  });

  it('tells nothing once it is stopped, and keeps the result apart from the last note', async () => {
    const { notes, report, stop } = reporter();
    report({ fraction: 0.5 });
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(5);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    await stopping;
    report({ fraction: 0.9 });
    vi.advanceTimersByTime(60_000);
    expect(notes).toHaveLength(1);
  });
});
