import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { BadRequestError } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { usageError } from './cli-errors.ts';
import { fileError } from './file-error.ts';

/** Extensions by which an existing file is taken for text to read rather than for words to say. */
const TEXT_EXTENSIONS = ['.txt', '.md', '.ssml', '.xml'];
const SSML_EXTENSIONS = ['.ssml', '.xml'];

/** How the TEXT argument is to be taken. */
export interface TextSourceOptions {
  /** TEXT is a path, whatever it is called. */
  readonly file?: boolean | undefined;
  /** TEXT is what to say, even when a file of that name exists. */
  readonly text?: boolean | undefined;
}

/** What is to be spoken. */
export interface TextSource {
  /** Arriving text for standard input, which may be a program that still writes. */
  readonly text: string | AsyncIterable<string>;
  /** Whether the name says that it is SSML. */
  readonly ssml: boolean;
  /** Something about the choice that the user may not expect. */
  readonly note?: string;
}

/**
 * Decides what the TEXT arguments mean: `-`, or nothing when something is piped in, is standard input; the path of an
 * existing `.txt`, `.md`, `.ssml` or `.xml` file is that file; anything else is spoken as it stands.
 */
export async function readTextSource(
  words: readonly string[],
  options: TextSourceOptions,
  context: CliContext,
): Promise<TextSource> {
  if (options.file && options.text) throw usageError('--file and --text exclude each other.');
  const given = words.join(' ');
  if (words.length === 0) {
    if (context.isTTY.stdin) {
      throw usageError(
        'There is no text to say.',
        'Try `potoo say "Hello"`, or `potoo say -` to read the standard input.',
      );
    }
    return { text: decodeText(context.stdin, 'The standard input', context.signal), ssml: false };
  }
  if (given === '-' && !options.text) {
    return { text: decodeText(context.stdin, 'The standard input', context.signal), ssml: false };
  }
  const extension = extname(given).toLowerCase();
  const looksLikeFile = words.length === 1 && TEXT_EXTENSIONS.includes(extension) && !/\n/.test(given);
  if (options.file || (looksLikeFile && !options.text && (await isFile(given)))) {
    return { text: await readTextFile(given, context.signal), ssml: SSML_EXTENSIONS.includes(extension) };
  }
  if (looksLikeFile && !options.text && !/\s/.test(given)) {
    return {
      text: given,
      ssml: false,
      note: `There is no file ${given}; its name is spoken. Say --text to mean that.`,
    };
  }
  return { text: given, ssml: false };
}

/** Waits for all of a text. */
export async function gatherTextSource({ text }: TextSource): Promise<string> {
  if (typeof text === 'string') return text;
  let whole = '';
  for await (const piece of text) whole += piece;
  return whole;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function readTextFile(path: string, signal: AbortSignal): Promise<string> {
  try {
    let text = '';
    for await (const piece of decodeText(createReadStream(path), path, signal)) text += piece;
    return text;
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Decodes UTF-8, or UTF-16 that says so with a byte order mark, as it arrives. */
async function* decodeText(stream: Readable, name: string, signal: AbortSignal): AsyncGenerator<string> {
  signal.throwIfAborted();
  let decoder: TextDecoder | undefined;
  try {
    // Without this a reader that waits for the next line would not notice Ctrl-C.
    for await (const chunk of addAbortSignal(signal, stream)) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      if (!(bytes instanceof Uint8Array)) continue;
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
      const piece = decoder.decode(bytes, { stream: true });
      if (piece !== '') yield piece;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) throw notText(name, error);
    throw error;
  }
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function notText(name: string, cause: TypeError): BadRequestError {
  return new BadRequestError(`${name} is not text in UTF-8.`, {
    reason: 'malformed_body',
    hint: 'If it is text, convert it first: iconv -f latin1 -t utf-8.',
    cause,
  });
}
