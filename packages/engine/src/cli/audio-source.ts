import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import type { AudioInput } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { usageError } from './cli-errors.ts';
import { fileError } from './file-error.ts';

/** Audio that a command was given. */
export interface AudioSource {
  readonly audio: AudioInput;
  readonly fileName?: string;
}

/**
 * Finds the audio that an argument names: a path, an http(s) address, or `-` for standard input.
 * @throws {PotooError} When there is no such file or it cannot be read, before any work is done.
 */
export async function findAudioSource(argument: string, context: CliContext): Promise<AudioSource> {
  if (argument === '-') {
    if (context.isTTY.stdin) {
      throw usageError('The standard input is a terminal, not audio.', 'Pipe a file in: potoo transcribe - < talk.mp3');
    }
    return { audio: streamOf(context.stdin, context.signal) };
  }
  if (/^https?:\/\//i.test(argument) && URL.canParse(argument)) return { audio: new URL(argument) };
  try {
    const found = await stat(argument);
    if (found.isDirectory()) throw Object.assign(new Error(argument), { code: 'EISDIR' });
    await access(argument, constants.R_OK);
    // A pipe such as <(…) can be read once and not be sought in, so it is a stream and not a file.
    if (!found.isFile()) return { audio: streamOf(createReadStream(argument), context.signal) };
    return { audio: { path: argument }, fileName: basename(argument) };
  } catch (error) {
    throw fileError(error, argument);
  }
}

/** A stream that a stopped command does not wait for. */
function streamOf(stream: Readable, signal: AbortSignal): ReadableStream<Uint8Array> {
  const chunks = bytesOf(addAbortSignal(signal, stream), signal);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        stream.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* bytesOf(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
