import { StreamTruncatedError } from '../errors/errors.ts';
import { invalidResponse, parseJson } from '../wire/json.ts';
import { joinBytes } from './byte-streams.ts';

const LF = 0x0a;
const CR = 0x0d;

/** One line, without its end. */
export interface Line {
  readonly bytes: Uint8Array;
  /** Whether its end was seen; the last line of a body may lack it. */
  readonly terminated: boolean;
}

/**
 * Cuts bytes into lines at LF, CR or CRLF, however they are split; empty lines are left out. Every byte is looked at
 * and copied at most once, so a line takes linear time, and nothing is read ahead of the reader.
 * @param maxLineBytes - Longest line.
 * @throws {UnreachableError} With reason `invalid_response`, for a longer line.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    if (length > maxLineBytes) throw invalidResponse(`a line of it is longer than ${maxLineBytes} bytes`);
    if (piece.length > 0) pieces.push(piece);
  };
  const line = (terminated: boolean): Line | undefined => {
    const [first] = pieces;
    if (!first) return undefined;
    const bytes = pieces.length === 1 ? first : joinBytes(pieces);
    pieces = [];
    length = 0;
    return { bytes, terminated };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (const end of lineEnds(chunk)) {
      take(chunk.subarray(start, end));
      start = end + 1;
      const done = line(true);
      if (done) yield done;
    }
    // Copied: the chunk may be large, and the rest of it is kept until the line is whole.
    take(start === 0 ? chunk : chunk.slice(start));
  }
  const last = line(false);
  if (last) yield last;
}

/** Indices of every LF and CR, in order. */
function* lineEnds(chunk: Uint8Array): Generator<number> {
  let lf = chunk.indexOf(LF);
  let cr = chunk.indexOf(CR);
  while (lf !== -1 || cr !== -1) {
    if (cr === -1 || (lf !== -1 && lf < cr)) {
      yield lf;
      lf = chunk.indexOf(LF, lf + 1);
    } else {
      yield cr;
      cr = chunk.indexOf(CR, cr + 1);
    }
  }
}

/**
 * Parses a body of one JSON value per line.
 * @throws {StreamTruncatedError} If the last line was cut.
 * @throws {UnreachableError} With reason `invalid_response`, for a line that is not UTF-8, not JSON, or too long.
 */
export async function* parseLines(chunks: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const { bytes, terminated } of splitLines(chunks, maxLineBytes)) {
    if (isBlank(bytes)) continue;
    try {
      yield parseJson(decodeText(decoder, bytes));
    } catch (error) {
      if (terminated) throw error;
      throw truncated();
    }
  }
}

/** The error for a stream that ended before its last message. */
export function truncated(cause?: unknown): StreamTruncatedError {
  return new StreamTruncatedError('The connection ended before the whole result had come.', {
    hint: 'Try again; if it always ends at the same time, look for a time limit in a proxy between.',
    ...(cause !== undefined && { cause }),
  });
}

/** Tells whether bytes are only spaces, tabs and line ends, as servers send to keep a connection open. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === LF || byte === CR);
}

function decodeText(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalidResponse('a line of it is not UTF-8');
  }
}
