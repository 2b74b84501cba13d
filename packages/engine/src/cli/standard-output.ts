import type { CliContext } from './cli-context.ts';
import { ReaderLeft } from './cli-errors.ts';
import { fileError } from './file-error.ts';

/**
 * Writes to standard output and waits until it is taken, so that a slow reader slows the work down.
 * @param options - `exitCodeWhenLeft`: what the process answers with when the reader has left.
 * @throws {ReaderLeft} When the reader has left.
 * @throws {PotooError} When it leads to a file and that cannot be written, such as on a full disk.
 * @throws The signal's reason, when it aborts while the reader does not read.
 */
export async function writeToReader(
  { stdout, signal }: Pick<CliContext, 'stdout' | 'signal'>,
  data: string | Uint8Array,
  options: { readonly exitCodeWhenLeft: number },
): Promise<void> {
  signal.throwIfAborted();
  let onAbort = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      stdout.write(data, (error) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (isReaderGone(error)) throw new ReaderLeft(options.exitCodeWhenLeft);
    throw fileError(error, 'the standard output');
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function isReaderGone(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'EPIPE' || error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_DESTROYED';
}
