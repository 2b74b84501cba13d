import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Progress } from '@potoo/core';
import { type InternalError, NotFoundError, UnsupportedError } from '@potoo/core/errors';
import { didYouMean } from '../../text/nearest-names.ts';
import type { ModelCard, ModelVariant } from '../catalog/card.ts';
import type { Installation } from '../installation.ts';
import { findModel, knownNames, type NamedModel } from '../model-names.ts';
import { bytesBelow } from './bytes-below.ts';
import type { HubAccess } from './hub-access.ts';
import { type Manifest, manifestSchema } from './manifest.ts';
import { offlineError } from './offline.ts';
import { readPins } from './pins-file.ts';
import { MANIFEST, StoreFolders } from './store-folders.ts';
import { withStoreLock } from './store-lock.ts';
import { readUserCards } from './user-cards.ts';
import { type FileProblem, verifyFiles } from './verify-files.ts';

/** How a store is made. */
export interface ModelStoreOptions {
  /** Its folder. */
  readonly folder: string;
  /** Cards that come with the engine; those of the user's own, in the folder, go first. */
  readonly cards: readonly ModelCard[];
  readonly access?: HubAccess;
  /** Never use the network. @default false */
  readonly offline?: boolean;
  /** Wait before a second attempt at a file, milliseconds. @default 500 */
  readonly retryPauseMs?: number;
  /** How long a server may say nothing before it is taken for gone, milliseconds. @default 30000 */
  readonly silenceMs?: number;
  /** How long removing waits for a pull that lets go of the model, as it was stopped, milliseconds. @default 5000 */
  readonly patienceMs?: number;
}

/** How to pull. */
export interface PullOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told when another process is pulling the same model, and is waited for. */
  readonly onWait?: () => void;
  /** Take what the publisher has now, rather than what the lock says. @default false */
  readonly update?: boolean | undefined;
}

/** Models on this machine: what can be pulled, what was, and how it gets here. */
export class ModelStore {
  readonly folders: StoreFolders;
  readonly #options: ModelStoreOptions;

  constructor(options: ModelStoreOptions) {
    this.#options = options;
    this.folders = new StoreFolders(options.folder);
  }

  /** Every card that can be read, the user's own first. */
  async cards(): Promise<ModelCard[]> {
    const { cards: own } = await readUserCards(this.folders);
    const names = new Set(own.map(({ id }) => id));
    return [...own, ...this.#options.cards.filter(({ id }) => !names.has(id))];
  }

  /** What is wrong with cards of the user's own, `model_card`. */
  async cardProblems(): Promise<readonly InternalError[]> {
    return (await readUserCards(this.folders)).problems;
  }

  /** What is installed, in the order of the cards. Nothing is checked but that its manifest is there. */
  async installations(): Promise<Installation[]> {
    const present = new Set(await readdir(this.folders.variants).catch(() => []));
    const all = (await this.cards()).flatMap((card) => card.variants.map((variant) => ({ card, variant })));
    const found = await Promise.all(
      all
        .filter(({ variant }) => present.has(variant.id))
        .map(async (entry): Promise<Installation[]> => {
          const folder = this.folders.variant(entry.variant.id);
          const manifest = await readManifest(folder);
          return manifest ? [{ ...entry, folder, files: manifest.files }] : [];
        }),
    );
    return found.flat();
  }

  /** Changes when something was installed or removed, by whatever process. */
  stamp(): string {
    // With every request, and mostly of folders that are not there: an error for each would cost a hundred times as much.
    const timeOf = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return [this.folders.variants, this.folders.cards].map(timeOf).join('/');
  }

  /**
   * Finds what a name stands for: `whisper`, `whisper-tiny`, `kokoro`, a Piper voice.
   * @throws {NotFoundError} `model_not_found`.
   * @throws {InternalError} `model_card`, where it may be the name of a card that cannot be read.
   * @throws {UnsupportedError} `feature_not_supported` for a model without files to pull.
   */
  async find(name: string): Promise<Required<NamedModel>> {
    const cards = await this.cards();
    const named = findModel(cards, name) ?? findVoice(cards, name);
    if (!named) {
      const [problem] = await this.cardProblems();
      if (problem) throw problem;
      throw new NotFoundError(`There is no model "${name.slice(0, 80)}".`, {
        reason: 'model_not_found',
        hint: didYouMean(name, [...knownNames(cards), ...voiceNames(cards, name)], 'See "potoo models".'),
      });
    }
    const variant = named.variant ?? named.card.variants[0];
    if (variant) return { card: named.card, variant };
    throw new UnsupportedError(`${named.card.name} cannot be pulled.`, {
      reason: 'feature_not_supported',
      hint: `It needs a server of its own: see ${named.card.references[0]}. Name that server in a file for --upstreams, and Potoo serves what it has.`,
    });
  }

  /**
   * Installs a model, unless it is there already.
   * @returns The installation, and whether it was there.
   * @throws {PotooError} `download_failed`, `checksum_mismatch`, `bad_archive`, `disk_full`, `offline`.
   */
  async pull(name: string, options: PullOptions = {}): Promise<{ installation: Installation; fetched: boolean }> {
    const { card, variant } = await this.find(name);
    const { signal = new AbortController().signal, onProgress, onWait } = options;
    const folder = this.folders.variant(variant.id);
    const present = await readManifest(folder);
    if (present && !options.update)
      return { installation: { card, variant, folder, files: present.files }, fetched: false };
    if (this.#options.offline) throw offlineError(variant.id);
    const waiting = { signal, ...(onWait && { onWait }) };
    return await withStoreLock(this.folders.busy(variant.id), waiting, async (held) => {
      const meanwhile = await readManifest(folder);
      if (meanwhile && !options.update) {
        return { installation: { card, variant, folder, files: meanwhile.files }, fetched: false };
      }
      const pins = options.update ? undefined : (await readPins(this.folders))[variant.id];
      const { access = {}, retryPauseMs: pauseMs, silenceMs } = this.#options;
      const pulling = { folders: this.folders, access, pins, signal: held, onProgress, pauseMs, silenceMs };
      // What fetches and unpacks is loaded by those who pull, and not by every engine.
      const { pullVariant } = await import('./pull-variant.ts');
      await pullVariant(card, variant, pulling);
      const manifest = await readManifest(folder);
      return { installation: { card, variant, folder, files: manifest?.files ?? [] }, fetched: true };
    });
  }

  /** Tells what a name covers: the variant that is named, or every one of a card. */
  async covered(name: string): Promise<{ readonly card: ModelCard; readonly variants: readonly ModelVariant[] }> {
    const { card, variant } = await this.find(name);
    const isCard = [card.id, ...card.aliases].some((known) => known.toLowerCase() === name.toLowerCase());
    return { card, variants: isCard ? card.variants : [variant] };
  }

  /**
   * Removes a model: the variant that is named, or every one of a card, and what interrupted pulls left. Its pins stay in the
   * lock.
   * @returns Ids of what was removed, and the bytes that it took.
   * @throws {PotooError} `model_busy`, if another process is pulling it.
   */
  async remove(name: string, signal = new AbortController().signal): Promise<{ removed: string[]; bytes: number }> {
    const { variants } = await this.covered(name);
    const { patienceMs = 5_000 } = this.#options;
    const removed: string[] = [];
    let bytes = 0;
    for (const { id } of variants) {
      const folders = [this.folders.variant(id), this.folders.partial(id)].filter((folder) => existsSync(folder));
      if (folders.length === 0) continue;
      await withStoreLock(this.folders.busy(id), { signal, patienceMs }, async () => {
        for (const folder of folders) {
          bytes += await bytesBelow(folder);
          // Without its manifest it is not installed, whatever happens next.
          await rm(path.join(folder, MANIFEST), { force: true });
          await rm(folder, { recursive: true, force: true });
        }
      });
      removed.push(id);
    }
    return { removed, bytes };
  }

  /** Compares the files of an installation with what they were when it was installed. */
  async verify(installation: Installation, signal?: AbortSignal): Promise<FileProblem[]> {
    return await verifyFiles(installation.folder, installation.files, signal);
  }
}

/** The model of a voice, which may be named with it: `af_bella`, `kokoro/af_bella`. */
function findVoice(cards: readonly ModelCard[], name: string): NamedModel | undefined {
  const slash = name.indexOf('/');
  const id = name.slice(slash + 1);
  const named = slash < 0 ? undefined : findModel(cards, name.slice(0, slash));
  if (slash >= 0 && !named) return undefined;
  for (const card of named ? [named.card] : cards) {
    const voice = card.voices.find((candidate) => candidate.id === id);
    const variant =
      voice?.variant === undefined ? named?.variant : card.variants.find((each) => each.id === voice.variant);
    if (voice) return { card, ...(variant && { variant }) };
  }
  return undefined;
}

/** The voices of the cards, as a misspelt name has them: with their models or without. */
function voiceNames(cards: readonly ModelCard[], name: string): string[] {
  const whole = name.includes('/');
  return cards.flatMap((card) => card.voices.map(({ id }) => (whole ? `${card.id}/${id}` : id)));
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    // Damaged: then it is not installed, and a pull makes it whole.
    return undefined;
  }
}
