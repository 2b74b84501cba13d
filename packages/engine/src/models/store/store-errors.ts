import { InternalError, ModelLoadingError, PotooError, UnreachableError } from '@potoo/core/errors';

/** A disk without room. */
export function diskFull(cause?: unknown, message = 'There is no room left on the disk of the models.'): InternalError {
  return new InternalError(message, {
    status: 507,
    reason: 'disk_full',
    hint: 'Make room, remove models with "potoo rm", or keep them elsewhere with POTOO_MODELS.',
    retryable: false,
    cause,
  });
}

/** A file that is not what its publisher, or the lock, says. */
export function wrongContent(what: string, detail: string): UnreachableError {
  return new UnreachableError(`${what} is not what it should be: ${detail}.`, {
    reason: 'checksum_mismatch',
    hint: 'The mirror may be damaged: try again, or unset HF_ENDPOINT. If the publisher has changed the model, pull it with --update.',
    retryable: false,
  });
}

/** A place that does not give the file; `hint` tells what to do about one that never will. @default That of the hub. */
export function notServed(
  what: string,
  why: string,
  { hint = HUB_HINT, ...options }: { retryable: boolean; cause?: unknown; hint?: string },
): UnreachableError {
  return new UnreachableError(`${what} could not be fetched: ${why}.`, {
    reason: 'download_failed',
    hint: options.retryable ? 'Check the connection, and run the same command again: what has come is kept.' : hint,
    ...options,
  });
}

const HUB_HINT = 'Check HF_ENDPOINT; a model with terms to agree to needs HF_TOKEN, and the agreement on its page.';

/** How long a server may say nothing, unless a store is made with another patience. */
export const SILENCE_MS = 30_000;

/** A place that was reached and then said nothing. */
export function fellSilent(what: string, silenceMs: number, cause: unknown): UnreachableError {
  return notServed(what, `nothing came for ${silenceMs / 1000} seconds`, { retryable: true, cause });
}

/** An archive that would write where it must not, or that cannot be read. */
export function badArchive(what: string, why: string, cause?: unknown): UnreachableError {
  return new UnreachableError(`The archive ${what} was refused: ${why}.`, {
    reason: 'bad_archive',
    hint: 'Nothing of it was kept. Try again; if it stays so, tell the publisher of the model.',
    retryable: false,
    cause,
  });
}

/** Gives what the file system says its error of ours; everything else stays as it is. */
export function storeError(error: unknown): unknown {
  if (PotooError.isInstance(error) || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(error);
  if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') return unusableFolder(error);
  return error;
}

/** A folder of models that cannot be worked in. */
export function unusableFolder(cause: Error): InternalError {
  return new InternalError(`The folder of the models cannot be written to: ${cause.message}.`, {
    reason: 'models_folder',
    hint: 'Name one that this user may write to with POTOO_MODELS.',
    retryable: false,
    cause,
  });
}

/** A model that another process works on for longer than somebody waits for it. */
export function modelBusy(what: string): ModelLoadingError {
  return new ModelLoadingError(`Another process is pulling or removing ${what}.`, {
    reason: 'model_busy',
    hint: 'Stop that one, or try again once it has ended.',
  });
}

/** Work that another process has taken over, as this one did not show for long that it lives. */
export function takenOver(what: string): UnreachableError {
  return new UnreachableError(
    `Another process took over ${what}, as this one was suspended or cut off from its disk.`,
    {
      reason: 'model_busy',
      hint: 'Run the same command again: what has come is kept.',
    },
  );
}
