import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Progress } from '@potoo/core';
import type { ModelCard, ModelVariant } from '../catalog/card.ts';
import type { InstalledFile } from '../installation.ts';
import { bytesBelow } from './bytes-below.ts';
import { fetchFile } from './fetch-file.ts';
import type { HubAccess } from './hub-access.ts';
import type { Manifest, Pins } from './manifest.ts';
import { writeAtomically, writePins } from './pins-file.ts';
import { type PullPlan, planPull, type WantedArchive } from './plan-pull.ts';
import { diskFull, storeError, wrongContent } from './store-errors.ts';
import { MANIFEST, type StoreFolders } from './store-folders.ts';
import { unpackArchive } from './unpack-archive.ts';
import type { WantedFile } from './wanted-file.ts';

/** Downloads under way at once. */
const PARALLEL = 8;
/** How much more than a card says a model may take on the disk: sizes on cards are rounded. */
const ALLOWANCE = 4;
/** Free space that is left alone. */
const SPARE_BYTES = 64 * 2 ** 20;

/** What pulling a variant is told. */
export interface PullVariantOptions {
  readonly folders: StoreFolders;
  readonly access: HubAccess;
  /** What an earlier pull got. */
  readonly pins: Pins | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Between attempts at a file. */
  readonly pauseMs?: number | undefined;
  /** How long a server may say nothing. */
  readonly silenceMs?: number | undefined;
}

/**
 * Fetches a variant and puts it into its place: everything is checked in a folder beside, which then gets the final name.
 * A failure leaves nothing behind, unless a connection broke or the pull was stopped: then the parts are kept, and the next
 * pull goes on with them.
 */
export async function pullVariant(card: ModelCard, variant: ModelVariant, options: PullVariantOptions): Promise<void> {
  const { folders, pins, signal, silenceMs } = options;
  const staging = folders.partial(variant.id);
  let keepsParts = false;
  try {
    const plan = await planPull(variant, pins, options.access, { signal, silenceMs });
    await mkdir(staging, { recursive: true });
    await checkSpace(plan, variant, staging);
    const files = await fetchAll(plan, variant, staging, options);
    checkPins(files, pins, variant);
    const fetched = { origins: [...plan.origins], files };
    const manifest: Manifest = { version: 1, model: card.id, variant: variant.id, ...fetched };
    await writeAtomically(path.join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await writePins(folders, variant.id, fetched, signal);
    await mkdir(folders.variants, { recursive: true });
    await rm(folders.variant(variant.id), { recursive: true, force: true });
    await rename(staging, folders.variant(variant.id));
  } catch (error) {
    const mapped = storeError(error);
    keepsParts = signal.aborted || isBrokenConnection(mapped);
    throw signal.aborted ? signal.reason : mapped;
  } finally {
    if (!keepsParts) await rm(staging, { recursive: true, force: true });
  }
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    'reason' in error &&
    error.reason === 'download_failed' &&
    'retryable' in error &&
    error.retryable === true
  );
}

async function checkSpace(plan: PullPlan, variant: ModelVariant, folder: string): Promise<void> {
  const known = plan.files.map(({ bytes }) => bytes);
  const exact = plan.archives.length === 0 && !known.includes(undefined);
  // An archive lies there packed and unpacked for a while.
  const whole = exact ? known.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0) : variant.bytes * 2;
  // What an earlier pull left has its room already.
  const needed = Math.max(0, whole - (await bytesBelow(folder)));
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed + SPARE_BYTES) {
    const there = `${inMegabytes(free)} are free on the disk of the models, where ${inMegabytes(SPARE_BYTES)} are left alone`;
    throw diskFull(undefined, `${variant.id} needs ${inMegabytes(needed)}, and ${there}.`);
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

async function fetchAll(
  plan: PullPlan,
  variant: ModelVariant,
  staging: string,
  options: PullVariantOptions,
): Promise<InstalledFile[]> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([options.signal, leaving.signal]);
  const known = plan.files.every(({ bytes }) => bytes !== undefined) && plan.archives.length === 0;
  const total = known ? plan.files.reduce((sum, { bytes = 0 }) => sum + bytes, 0) : variant.bytes;
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    options.onProgress?.({ fraction: Math.min(1, done / Math.max(1, total)), stage: `fetching ${variant.id}` });
  };
  const fetching = { signal, onBytes, pauseMs: options.pauseMs, silenceMs: options.silenceMs };
  const jobs = [
    ...plan.files.map((file: WantedFile) => async () => [await fetchFile(file, staging, fetching)]),
    ...plan.archives.map((wanted) => () => fetchArchive(wanted, variant, staging, fetching)),
  ];
  return (await runSome(jobs, PARALLEL, () => leaving.abort())).flat().sort((a, b) => a.path.localeCompare(b.path));
}

async function fetchArchive(
  { archive, root, files }: WantedArchive,
  variant: ModelVariant,
  staging: string,
  fetching: Parameters<typeof fetchFile>[2],
): Promise<InstalledFile[]> {
  const packed = path.join(staging, archive.path);
  await fetchFile(archive, staging, fetching);
  // What a pull had unpacked that was stopped in the midst of it.
  for (const file of files) await rm(path.join(staging, ...file.split('/')), { recursive: true, force: true });
  const { signal } = fetching;
  const maxBytes = ALLOWANCE * variant.bytes;
  const unpacked = await unpackArchive(packed, archive.name, staging, { root, files, maxBytes, signal });
  await rm(packed, { force: true });
  return unpacked;
}

/** Runs jobs, a few at a time. The first that fails stops the others, which have ended, and written all they will, by then. */
async function runSome<Result>(
  jobs: ReadonlyArray<() => Promise<Result>>,
  count: number,
  stop: () => void,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const left = jobs.entries();
  const worker = async () => {
    try {
      for (const [index, job] of left) {
        if (failures.length > 0) return;
        results[index] = await job();
      }
    } catch (error) {
      failures.push(error);
      stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, jobs.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

/** Files out of archives have no checksum before they are there. */
function checkPins(files: readonly InstalledFile[], pins: Pins | undefined, variant: ModelVariant): void {
  for (const { path, sha256 } of pins?.files ?? []) {
    const own = files.find((file) => file.path === path);
    if (own?.sha256 !== sha256) throw wrongContent(`${variant.id}/${path}`, 'the lock of the models says otherwise');
  }
}
