/** A phone, timed by flite. */
export interface TimedPhone {
  readonly symbol: string;
  /** Seconds from the start of the audio. */
  readonly start: number;
  readonly end: number;
}

/** Reads what flite prints for `-psdur`: `pau:0.220 hh:0.295 …`, each phone with its end. */
export function parsePhones(stdout: string): TimedPhone[] {
  let start = 0;
  return [...stdout.matchAll(/(?<=^|\s)([a-z]+):(\d+\.\d+)(?=\s|$)/g)].map(([, symbol = '', at]) => {
    const phone = { symbol, start, end: Math.max(start, Number(at)) };
    start = phone.end;
    return phone;
  });
}
