/** One measured figure, with the limit that it is held to. */
export interface Figure {
  /** What was measured, for the table. */
  readonly what: string;
  readonly value: number;
  /** `x` for a ratio, `ms`, `MB`, or nothing for a rate such as a word error rate. */
  readonly unit: 'x' | 'ms' | 'MB' | '';
  /** The bound: the figure must not pass it. Absent when it is only told. */
  readonly limit?: { readonly kind: 'at most' | 'at least'; readonly value: number };
  /** Peer and circumstances. */
  readonly note: string;
}

/** One benchmark: a file that measures something in one run, against a peer or a limit. */
export interface Bench {
  /** Same as the file's name. */
  readonly id: string;
  readonly title: string;
  /** Why it cannot run here, such as a missing peer; `undefined` when it can. */
  skip?(): Promise<string | undefined>;
  run(): Promise<Figure[]>;
}

/** Whether a figure keeps its limit; a figure without one always does. */
export function keepsLimit({ value, limit }: Figure): boolean {
  if (!limit) return true;
  return limit.kind === 'at most' ? value <= limit.value : value >= limit.value;
}
