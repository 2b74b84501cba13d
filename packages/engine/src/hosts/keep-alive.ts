import type { HostContext } from './contract.ts';

const INTERVAL_MS = 1000;

/** Tells the watchdog that work goes on while what does it runs elsewhere and says nothing. */
export async function keepAlive<Result>({ alive }: Pick<HostContext, 'alive'>, work: Promise<Result>): Promise<Result> {
  const ticking = setInterval(alive, INTERVAL_MS);
  try {
    return await work;
  } finally {
    clearInterval(ticking);
  }
}
