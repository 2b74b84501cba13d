import { downloadFile, HubApiError, listFiles, modelInfo } from '@huggingface/hub';
import { PotooError } from '@potoo/core/errors';
import type { FileSource } from '../catalog/card.ts';
import type { HubAccess } from './hub-access.ts';
import { fellSilent, notServed, SILENCE_MS, wrongContent } from './store-errors.ts';
import type { Checksum, WantedFile } from './wanted-file.ts';

type HubSource = Extract<FileSource, { kind: 'hub' }>;

/**
 * Finds the files of a repository on the hub, with their sizes and checksums: the SHA-256 of large files, Git's for others.
 * @param revision - Commit to take; `undefined` takes the newest.
 * @throws {PotooError} `download_failed`; `checksum_mismatch` if a file of the card is not there.
 */
export async function planHubFiles(
  source: HubSource,
  revision: string | undefined,
  access: HubAccess,
  { signal, silenceMs = SILENCE_MS }: PatientCall,
): Promise<{ readonly files: WantedFile[]; readonly revision: string }> {
  const { repository } = source;
  const call = callOf(access, signal, silenceMs);
  try {
    const commit = revision ?? (await modelInfo({ name: repository, additionalFields: ['sha'], ...call })).sha;
    const where = { repo: repository, revision: commit, ...call };
    const files: WantedFile[] = [];
    for (const wanted of source.files) {
      const before = files.length;
      const isFolder = wanted.endsWith('/');
      const parent = isFolder ? wanted.slice(0, -1) : wanted.split('/').slice(0, -1).join('/');
      for await (const entry of listFiles({ ...where, recursive: isFolder, ...(parent && { path: parent }) })) {
        if (entry.type !== 'file' || !(isFolder || entry.path === wanted)) continue;
        files.push(wantedFile(entry, where, repository));
      }
      if (files.length === before) throw wrongContent(repository, `revision ${commit} has no ${wanted}`);
    }
    return { files, revision: commit };
  } catch (error) {
    if (isTimeout(error) && !signal.aborted) throw fellSilent(repository, silenceMs, error);
    throw hubError(error, repository, signal, revision === undefined ? undefined : PINNED_HINT);
  }
}

/** A call that waits for a server, and for how long it says nothing. */
export interface PatientCall {
  readonly signal: AbortSignal;
  /** @default {@link SILENCE_MS} */
  readonly silenceMs?: number | undefined;
}

type Call = ReturnType<typeof callOf> & { readonly repo: string; readonly revision: string };

function wantedFile(
  { path, size, oid, lfs }: { path: string; size: number; oid?: string; lfs?: { oid: string; size: number } },
  where: Call,
  repository: string,
): WantedFile {
  const checksums: Checksum[] = lfs
    ? [{ algorithm: 'sha256', hex: lfs.oid }]
    : oid === undefined
      ? []
      : [{ algorithm: 'git-sha1', hex: oid }];
  return {
    name: `${repository}/${path}`,
    path,
    bytes: lfs?.size ?? size,
    checksums,
    async open(from, signal) {
      try {
        const blob = await downloadFile({ ...where, ...callOf(where.access, signal), path });
        if (!blob) throw notServed(`${repository}/${path}`, 'there is no such file', { retryable: false });
        if (blob.size === 0) return { body: new Blob([]).stream(), from: 0, bytes: 0 };
        return { body: (from > 0 ? blob.slice(from) : blob).stream(), from, bytes: blob.size };
      } catch (error) {
        throw hubError(error, `${repository}/${path}`, signal);
      }
    },
  };
}

/** @param answerMs - Longest time for an answer, which is small then. @default None: a file may take hours. */
function callOf(access: HubAccess, signal: AbortSignal, answerMs?: number) {
  const signalOf = () => (answerMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(answerMs)]));
  return {
    access,
    ...(access.endpoint !== undefined && { hubUrl: access.endpoint }),
    ...(access.token !== undefined && { accessToken: access.token }),
    // The library takes no signal of its own.
    fetch: ((input, init) => fetch(input, { ...init, signal: signalOf() })) satisfies typeof fetch,
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

const PINNED_HINT =
  'The revision that models.lock.json or the card names may be gone: --update takes the newest. A private model needs HF_TOKEN.';

/** @param gone - What to do where there is no such thing. @default As for whatever is refused. */
function hubError(error: unknown, what: string, signal: AbortSignal, gone?: string): unknown {
  if (signal.aborted) return signal.reason;
  if (PotooError.isInstance(error)) return error;
  if (error instanceof HubApiError) {
    const { statusCode } = error;
    const retryable = statusCode >= 500 || statusCode === 408 || statusCode === 429;
    const hint = statusCode === 404 ? gone : undefined;
    return notServed(what, `the hub answered ${statusCode}`, { retryable, cause: error, ...(hint && { hint }) });
  }
  if (error instanceof TypeError && /fetch failed|terminated/.test(error.message)) {
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    return notServed(what, `the hub cannot be reached (${why})`, { retryable: true, cause: error });
  }
  // What is not in the hub's form: a mirror's page for errors, mostly.
  const why = error instanceof Error ? error.message : String(error);
  return notServed(what, `the hub's answer makes no sense (${why})`, { retryable: false, cause: error });
}
