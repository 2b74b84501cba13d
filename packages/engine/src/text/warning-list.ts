import type { Warning } from '@potoo/core';

/** Most different warnings that one text gives. */
const MOST = 50;

/** Gathers warnings; the same is told once. */
export class WarningList {
  readonly list: Warning[] = [];

  /** Adds what could not be honoured. */
  unsupported(message: string): void {
    this.#add({ type: 'unsupported', subject: 'text', message });
  }

  /** Adds what was done otherwise. */
  other(message: string): void {
    this.#add({ type: 'other', subject: 'text', message });
  }

  #add(warning: Warning): void {
    if (this.list.length < MOST && !this.list.some(({ message }) => message === warning.message)) {
      this.list.push(warning);
    }
  }
}
