import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { BadRequestError, type PotooError } from '@potoo/core/errors';
import type { AudioAccess, AudioSource, OpenedAudio } from './audio-access.ts';
import { invalidPath, tooLarge } from './file-errors.ts';
import { openInput } from './input-folders.ts';
import { OUTPUTS } from './output-folder.ts';

/** Up to here a file is read at once, so that a request that failed can be sent again. */
const WHOLE_BYTES = 16 * 1024 * 1024;
/** Audio inside of an address has passed through a model; nobody does that with more. */
const MOST_INLINE_BYTES = 10 * 1024 * 1024;

/**
 * Opens what a caller pointed at.
 * @throws {PotooError} If it points at nothing, at two things, or at what may not be read.
 */
export async function openAudio(source: AudioSource, access: AudioAccess, signal: AbortSignal): Promise<OpenedAudio> {
  const { path, uri } = source;
  if ((path === undefined) === (uri === undefined)) throw oneSource();
  if (path !== undefined) return openPath(path, access);
  const address = uri ?? '';
  if (address.startsWith(OUTPUTS)) {
    const { handle, file } = await access.outputs.open(address);
    return fromHandle(handle, file.name, access.maxBytes);
  }
  switch (/^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase()) {
    case 'file':
      return openPath(pathOfFileUrl(address), access);
    case 'data':
      return fromDataUrl(address);
    case 'http':
    case 'https': {
      const { fetchAudio } = await import('./fetch-audio.ts');
      return fetchAudio(address, access, signal);
    }
    default:
      throw invalidPath('The uri is none of potoo://outputs/…, file:, http: and https:.', 'uri');
  }
}

async function openPath(path: string, access: AudioAccess): Promise<OpenedAudio> {
  const own = await access.outputs.root().catch(() => undefined);
  const folders = own === undefined ? access.allowed : [own, ...access.allowed];
  const handle = await openInput(path, folders, access.askFolders);
  return fromHandle(handle, path.replace(/^.*[\\/]/, ''), access.maxBytes);
}

async function fromHandle(handle: FileHandle, fileName: string, maxBytes: number): Promise<OpenedAudio> {
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw tooLarge(maxBytes);
    if (size <= WHOLE_BYTES) {
      const bytes = await handle.readFile();
      await handle.close();
      return { audio: bytes, fileName, close: async () => {} };
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  const stream = handle.createReadStream();
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  return {
    audio: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
    fileName,
    close: () => {
      stream.destroy();
      return closed;
    },
  };
}

function fromDataUrl(address: string): OpenedAudio {
  // Checked before anything is decoded.
  if ((address.length * 3) / 4 > MOST_INLINE_BYTES) throw tooLarge(MOST_INLINE_BYTES);
  const [, type = '', base64 = ''] = /^data:([^,;]*)(?:;[^,;]*)*;base64,([a-z0-9+/=\s]*)$/i.exec(address) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) throw invalidPath('The data: uri holds no base64 data.', 'uri');
  const extension = type.split('/')[1]?.replaceAll(/[^a-z0-9]/gi, '') ?? '';
  return { audio: bytes, fileName: extension === '' ? 'audio' : `audio.${extension}`, close: async () => {} };
}

function pathOfFileUrl(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    throw invalidPath('The file: uri is not one of a file on this machine.', 'uri');
  }
}

function oneSource(): PotooError {
  return new BadRequestError('The call has to name the audio, once.', {
    reason: 'missing_file',
    param: 'path',
    hint: 'Give either `path`, the absolute path of a file, or `uri`, the uri of an earlier result.',
  });
}
