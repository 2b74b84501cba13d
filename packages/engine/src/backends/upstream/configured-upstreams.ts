import { readFileSync } from 'node:fs';
import { BadRequestError } from '@potoo/core/errors';
import type { Backend } from '../contract.ts';
import { upstream } from './upstream.ts';
import { checkUpstreams, HERE, parseUpstreams, type UpstreamOrder } from './upstream-options.ts';

/**
 * The upstreams that the environment names: `POTOO_UPSTREAMS` is a file of settings.
 * @throws {BadRequestError} `invalid_upstream`.
 */
export function upstreamsOf(env: Readonly<Record<string, string | undefined>>): UpstreamOrder {
  const file = env['POTOO_UPSTREAMS'];
  return file ? readUpstreams(file, env) : [];
}

/** Reads a file of settings. @throws {BadRequestError} `invalid_upstream`. */
export function readUpstreams(file: string, env: Readonly<Record<string, string | undefined>>): UpstreamOrder {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new BadRequestError(`The file of upstreams cannot be read: ${problem}.`, {
      reason: 'invalid_upstream',
      hint: 'Check the path that POTOO_UPSTREAMS or --upstreams gives.',
      cause,
    });
  }
  return parseUpstreams(text, file, env);
}

/** Puts upstreams around the backends of this machine, in the order in which they are asked. @throws {BadRequestError} */
export function withUpstreams(backends: readonly Backend[], order: UpstreamOrder): readonly Backend[] {
  checkUpstreams(order);
  const here = order.indexOf(HERE);
  const remote = (entries: UpstreamOrder) => entries.flatMap((entry) => (entry === HERE ? [] : [upstream(entry)]));
  return [...remote(order.slice(0, Math.max(0, here))), ...backends, ...remote(order.slice(here + 1))];
}
