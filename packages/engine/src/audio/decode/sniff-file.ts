import { open } from 'node:fs/promises';
import { BadRequestError } from '@potoo/core/errors';
import { id3Length, type MediaKind, SNIFF_BYTES, sniff } from './sniff.ts';
import { undecodable } from './undecodable.ts';

/**
 * Tells what a file on disk is.
 * @param fileName - Name for messages.
 * @returns Its kind, and the offset of the first byte behind tags and junk.
 * @throws {BadRequestError} Reason `undecodable_audio` when it is no known audio, `missing_file` when it is not there.
 */
export async function sniffFile(path: string, fileName?: string): Promise<{ kind: MediaKind; start: number }> {
  await using file = await open(path).catch((cause: unknown) => {
    throw new BadRequestError(`The audio file ${JSON.stringify(fileName ?? path)} cannot be opened.`, {
      reason: 'missing_file',
      hint: 'Check that the path names a file that exists and may be read.',
      cause,
    });
  });
  const { size } = await file.stat();
  if (size === 0) throw undecodable('The audio file is empty: it has no bytes.');
  const buffer = new Uint8Array(SNIFF_BYTES);
  let start = 0;
  // Some taggers prepend a second tag to the first.
  for (let tags = 0; tags < 4; tags++) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    const bytes = buffer.subarray(0, bytesRead);
    const tagBytes = id3Length(bytes);
    if (bytesRead === 0) throw undecodable('The file holds an ID3 tag and no audio.');
    if (tagBytes === 0) {
      const sniffed = sniff(bytes, start);
      if (sniffed.kind) return sniffed;
      const named = fileName ? ` The name ${JSON.stringify(fileName)} does not change that.` : '';
      throw undecodable(`The file is not audio that can be read: it is ${sniffed.found}.${named}`);
    }
    start += tagBytes;
  }
  throw undecodable('The file holds ID3 tags and no audio.');
}
