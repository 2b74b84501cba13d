import type { VoiceService } from '@potoo/core';
import { FileTooLargeError, NotFoundError } from '@potoo/core/errors';
import { isText } from '../files/media-types.ts';
import { OUTPUTS, type OutputFolder, type StoredFile } from '../files/output-folder.ts';
import { bestFirst } from '../prompts/completions.ts';
import { cleanFacts } from '../results/clean-text.ts';

/** What a resource holds: text, or bytes as base64. */
export type ResourceContent = { readonly uri: string; readonly mimeType: string } & (
  | { readonly text: string }
  | { readonly blob: string }
);

/** A list that can be read like a file. It knows nothing of MCP. */
export interface ListResource {
  readonly name: string;
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  read(service: VoiceService): Promise<readonly object[]>;
}

/** The lists of the service, whole: tools show only what a conversation needs. */
export const LISTS: readonly ListResource[] = [
  {
    name: 'models',
    uri: 'potoo://models',
    title: 'Models',
    description: 'Every model, installed or not, as JSON.',
    read: (service) => service.listModels(),
  },
  {
    name: 'voices',
    uri: 'potoo://voices',
    title: 'Voices',
    description: 'Every voice, as JSON.',
    read: (service) => service.listVoices(),
  },
];

/** Addresses of results. */
export const OUTPUT_TEMPLATE = `${OUTPUTS}{id}`;
/** More than these are not listed; all of them can be read. */
const MOST_LISTED = 50;
/** A larger file is for the disk: as base64 in JSON it would be held several times in memory, here and in the host. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Reads a list as JSON. */
export async function readList({ uri, read }: ListResource, service: VoiceService): Promise<ResourceContent> {
  return { uri, mimeType: 'application/json', text: JSON.stringify(cleanFacts(await read(service))) };
}

/**
 * Reads a result.
 * @throws {NotFoundError} If there is none of that address.
 * @throws {FileTooLargeError} If it is for the disk only.
 */
export async function readOutput(uri: string, outputs: OutputFolder): Promise<ResourceContent> {
  const { handle, file } = await outputs.open(uri);
  try {
    if (file.bytes > MOST_BYTES) throw tooLargeToRead(file);
    const bytes = await handle.readFile();
    const { mediaType: mimeType } = file;
    return isText(mimeType)
      ? { uri, mimeType, text: bytes.toString() }
      : { uri, mimeType, blob: bytes.toString('base64') };
  } finally {
    await handle.close();
  }
}

/** The newest results. None while the folder cannot be read. */
export async function listOutputs(outputs: OutputFolder): Promise<StoredFile[]> {
  return outputs.list(MOST_LISTED).catch(() => []);
}

/** Ids of results that begin with what was typed. */
export async function completeOutput(typed: string, outputs: OutputFolder): Promise<string[]> {
  const files = await listOutputs(outputs);
  return bestFirst(
    files.map(({ uri }) => uri.slice(OUTPUTS.length)),
    typed,
  );
}

/** Tells whether reading failed because there is nothing to read. */
export function isMissing(error: unknown): boolean {
  return error instanceof NotFoundError;
}

function tooLargeToRead({ path, bytes }: StoredFile): FileTooLargeError {
  return new FileTooLargeError(`The result has ${Math.ceil(bytes / 1024 / 1024)} MiB.`, {
    hint: `Open the file itself: ${path}`,
  });
}
