import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequestError } from '@potoo/core';
import type { HostContext, HostModule } from '../contract.ts';

/** How a test wants this host to start. */
export interface FaultyOptions {
  readonly start?: 'crash' | 'refuse' | 'throw' | 'hang' | 'spin';
  /** Anything, to see whether it travels. */
  readonly extra?: unknown;
}

const hoard: Buffer[] = [];

/** Holds `bytes` for real: pages that nobody wrote to are not resident. */
function allocate(bytes: number): void {
  hoard.push(Buffer.alloc(bytes, 1));
}

function spin(ms = Infinity): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const methods = {
  async echo(params: unknown) {
    return params;
  },
  async pid() {
    return process.pid;
  },
  async environment() {
    return { env: { ...process.env }, execArgv: process.execArgv, argv: process.argv.length };
  },
  async sleep({ ms }: { ms: number }, { signal }: HostContext) {
    await sleep(ms, undefined, { signal });
    return ms;
  },
  /** Ignores its abort, without blocking the event loop. */
  async stubborn({ ms }: { ms: number }) {
    await sleep(ms);
    return ms;
  },
  async abort() {
    process.abort();
  },
  async segfault() {
    process.kill(process.pid, 'SIGSEGV');
    await sleep(10_000);
  },
  async illegal() {
    process.kill(process.pid, 'SIGILL');
    await sleep(10_000);
  },
  async exit() {
    process.exit(255);
  },
  async reject() {
    void Promise.reject(new Error('nobody handles this in /some/folder/of/this/machine.ts'));
    await sleep(10_000);
  },
  async spin({ ms }: { ms?: number } = {}) {
    spin(ms);
    return 'spun';
  },
  async hang() {
    await sleep(2 ** 30);
  },
  async alive({ times, everyMs }: { times: number; everyMs: number }, { alive }: HostContext) {
    for (let time = 0; time < times; time += 1) {
      await sleep(everyMs);
      alive();
    }
    return 'done';
  },
  async leak({ bytes }: { bytes: number }) {
    allocate(bytes);
    return process.pid;
  },
  async devour({ bytes }: { bytes: number }) {
    for (;;) {
      allocate(bytes);
      await sleep(20);
    }
  },
  async babble() {
    for (let line = 0; line < 2000; line += 1) {
      writeSync(1, `${'garbage '.repeat(10)}\n`);
      process.stderr.write(`\u001b[31m${'noise '.repeat(10)}\u001b[0m\n`);
    }
    return 'still here';
  },
  async count({ to, bytes = 0, everyMs = 0 }: { to: number; bytes?: number; everyMs?: number }, context: HostContext) {
    for (let value = 0; value < to; value += 1) {
      if (everyMs > 0) await sleep(everyMs);
      await context.emit(bytes > 0 ? { value, payload: new Uint8Array(bytes) } : value);
    }
    return to;
  },
  async countWithoutWaiting({ to }: { to: number }, { emit }: HostContext) {
    for (let value = 0; value < to; value += 1) void emit(value);
    return to;
  },
  /** Computes between its events, and hears of an abort from `emit` alone. */
  async spinAndCount({ ms }: { ms: number }, { emit }: HostContext) {
    for (let value = 0; ; value += 1) {
      spin(ms);
      await emit(value);
    }
  },
  async countThenThrow({ to }: { to: number }, { emit }: HostContext) {
    for (let value = 0; value < to; value += 1) await emit(value);
    throw new BadRequestError('That was all.', { reason: 'nothing_to_speak' });
  },
  async sum({ everyMs = 0 }: { everyMs?: number }, { input }: HostContext) {
    let sum = 0;
    for await (const value of input) {
      if (everyMs > 0) await sleep(everyMs);
      sum += Number(value);
    }
    return sum;
  },
  async double(_params: unknown, { input, emit }: HostContext) {
    for await (const value of input) await emit(Number(value) * 2);
    return 'end';
  },
  async takeOne(_params: unknown, { input }: HostContext) {
    for await (const value of input) return value;
    return undefined;
  },
  async memory() {
    return process.memoryUsage.rss();
  },
  async throwPotoo() {
    throw new BadRequestError('The pitch is wrong.', {
      reason: 'invalid_parameter',
      hint: 'Use 0.5 to 2.',
      param: 'pitch',
      details: { limit: 2, uncloneable: () => {} },
      cause: new RangeError('3 > 2'),
    });
  },
  async throwType() {
    throw new TypeError('secret of /home/someone/model.bin');
  },
  async throwOddity() {
    throw Object.create(null);
  },
  async uncloneable() {
    return () => {};
  },
  async emitUncloneable(_params: unknown, { emit }: HostContext) {
    await emit(() => {});
  },
};

const host: HostModule<FaultyOptions | undefined> = {
  async create(options) {
    if (options?.start === 'crash') process.abort();
    if (options?.start === 'refuse') throw new BadRequestError('The model is broken.', { reason: 'model_not_found' });
    if (options?.start === 'throw') throw new TypeError('secret of /home/someone/model.bin');
    if (options?.start === 'hang') await sleep(2 ** 30);
    if (options?.start === 'spin') spin();
    return { methods };
  },
};

export default host;
