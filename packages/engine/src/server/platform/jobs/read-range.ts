import { BadRequestError } from '@potoo/core';
import type { ByteRange } from '../../../results/contract.ts';

/**
 * Reads a `Range` header (RFC 9110, section 14.1.2). Several ranges, and units that are not bytes, count as none: the
 * whole file is then the right answer.
 * @param header - `bytes=0-99`, `bytes=100-` or `bytes=-100`.
 * @param length - Length of the file in bytes.
 */
export function readRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!match) return undefined;
  const [from = '', to = ''] = match.slice(1);
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const wanted = Math.min(Number(to), length);
    return wanted === 0 ? 'unsatisfiable' : { first: length - wanted, last: length - 1 };
  }
  const first = Number(from);
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first < length ? { first, last } : 'unsatisfiable';
}

/** Makes the error for a range that lies behind the end. */
export function unsatisfiable(length: number): BadRequestError {
  return new BadRequestError(`The file has ${length} bytes; the range lies behind its end.`, {
    status: 416,
    reason: 'range_not_satisfiable',
    param: 'range',
    hint: 'Ask for less, or without Range for the whole file.',
  });
}
