import type { Writable } from 'node:stream';
import type { Progress } from '@potoo/core';

/** Columns of the bar itself. */
const WIDTH = 24;
/** Least time between two drawings: a terminal is not an oscilloscope. */
const REDRAW_MS = 80;
/** A bar that would be gone at once is not shown. */
const FIRST_DRAW_MS = 250;

/** Goes to the start of the line and clears it. */
const CLEAR_LINE = '\r\u001b[2K';

/** A progress bar on the last line of a terminal. */
export class ProgressBar {
  readonly #stream: Writable;
  readonly #startedAt = performance.now();
  #drawnAt = 0;
  #visible = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Shows how far the work has come. Cheap to call often. */
  update({ fraction, stage }: Progress): void {
    const now = performance.now();
    if (now - this.#startedAt < FIRST_DRAW_MS || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#visible = true;
    const done = Math.min(1, Math.max(0, fraction));
    const filled = Math.round(done * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const percent = `${Math.floor(done * 100)}%`.padStart(4);
    this.#stream.write(`${CLEAR_LINE}${bar}${percent}${stage === undefined ? '' : ` ${stage.slice(0, 40)}`}`);
  }

  /** Takes the bar away, so that the line is free for others; the next update draws it again. */
  clear(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#drawnAt = 0;
    this.#stream.write(CLEAR_LINE);
  }
}

/** Whether a bar would be seen and not be in the way: a terminal that can move its cursor, and no build server. */
export function wantsProgressBar(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const building = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false' && env['CI'] !== '0';
  return isTTY && !building && env['TERM'] !== 'dumb';
}
