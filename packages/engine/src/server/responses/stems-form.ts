import { randomUUID } from 'node:crypto';
import type { SeparationResult } from '@potoo/core';
import { stemFileName } from '../../audio/stem-files.ts';

/** A `multipart/form-data` body, and the header that names what is between its parts. */
export interface StreamedForm {
  readonly contentType: string;
  readonly parts: AsyncIterable<Uint8Array>;
}

/**
 * Stems as a form (RFC 7578), a piece at a time: of each a field `stem`, which says what it is, and then its file, in a field
 * that has its name. A `FormData` would hold all files in memory.
 */
export function stemsForm(stems: SeparationResult['stems']): StreamedForm {
  const boundary = `potoo-${randomUUID()}`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, parts: formParts(stems, boundary) };
}

async function* formParts(stems: SeparationResult['stems'], boundary: string): AsyncGenerator<Uint8Array, void> {
  const line = (text: string) => new TextEncoder().encode(`${text}\r\n`);
  for (const { name, audio } of stems) {
    const { format, duration, sampleRate, channels, contentType } = audio;
    const told = JSON.stringify({ name, format, duration, sample_rate: sampleRate, channels });
    const fileName = quoted(stemFileName({ name, audio }));
    yield line(`--${boundary}\r\nContent-Disposition: form-data; name="stem"\r\n\r\n${told}`);
    yield line(`--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}; filename=${fileName}`);
    yield line(`Content-Type: ${contentType}\r\n`);
    yield* audio.stream();
    yield line('');
  }
  yield line(`--${boundary}--`);
}

/** As browsers write the names of fields and files. */
function quoted(name: string): string {
  return `"${name.replace(/["\r\n]/g, encodeURIComponent)}"`;
}
