import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { InternalError, PotooError } from '@potoo/core/errors';
import { parseStoredVoice, type StoredVoice } from './stored-voice.ts';
import type { VoiceStore } from './voice-store.ts';

const VOICE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A voice as it was read, and when its file was last written. */
interface Known {
  readonly voice: StoredVoice;
  readonly writtenMs: number;
}

/**
 * Keeps voices in a folder, two files for each: `<id>.flac`, then `<id>.json`, whose appearance makes the voice. Files
 * appear whole, so that other processes may read at any time. What cannot be read is left out of the list.
 */
export function createFolderVoiceStore(directory: string): VoiceStore {
  const known = new Map<string, Known>();
  const fileOf = (id: string, kind: 'json' | 'flac') => path.join(directory, `${id}.${kind}`);

  const read = async (id: string): Promise<StoredVoice | undefined> => {
    const file = fileOf(id, 'json');
    const facts = await orAbsent(stat(file));
    if (!facts) {
      known.delete(id);
      return undefined;
    }
    const before = known.get(id);
    if (before?.writtenMs === facts.mtimeMs) return before.voice;
    const text = await orAbsent(readFile(file, 'utf8'));
    if (text === undefined) return undefined;
    const voice = parseStoredVoice(parseJson(text));
    known.set(id, { voice, writtenMs: facts.mtimeMs });
    return voice;
  };

  return {
    async list() {
      const names = (await orAbsent(readdir(directory))) ?? [];
      const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
      const voices = await Promise.all(
        ids.filter((id) => VOICE_ID.test(id)).map((id) => read(id).catch(() => undefined)),
      );
      return voices
        .filter((voice) => voice !== undefined)
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    },
    async find(id) {
      return VOICE_ID.test(id) ? read(id) : undefined;
    },
    async put(voice, recording) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      try {
        await writeWhole(fileOf(voice.id, 'flac'), recording);
        await writeWhole(fileOf(voice.id, 'json'), Buffer.from(`${JSON.stringify(voice, null, 2)}\n`));
      } catch (error) {
        await rm(fileOf(voice.id, 'flac'), { force: true });
        throw keepingFailed(error, directory);
      }
    },
    async recording(id) {
      const bytes = VOICE_ID.test(id) ? await orAbsent(readFile(fileOf(id, 'flac'))) : undefined;
      return bytes && Uint8Array.from(bytes);
    },
    async remove(id) {
      if (!VOICE_ID.test(id)) return false;
      known.delete(id);
      const removed = await orAbsent(rm(fileOf(id, 'json')).then(() => true));
      await rm(fileOf(id, 'flac'), { force: true });
      return removed ?? false;
    },
  };
}

/** Writes beside the file, sees to it that it is on the disk, and renames. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function keepingFailed(error: unknown, directory: string): unknown {
  if (PotooError.isInstance(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new InternalError(`The voice could not be kept in ${directory} (${code || 'unknown reason'}).`, {
    reason: full ? 'disk_full' : 'unwritable',
    ...(full && { status: 507 }),
    retryable: false,
    hint: full ? 'Make room on the disk.' : 'Let this user write to the folder, or choose another.',
    cause: error,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
