import { AUDIO_FORMATS } from '@potoo/core/formats';

/** Why a file was not taken. */
export type RejectionReason = 'type' | 'size' | 'count';

/** A file that was not taken. */
export interface Rejection {
  readonly file: File;
  readonly reason: RejectionReason;
}

/** What files have to be. */
export interface FileRules {
  /** Bytes. */
  readonly maxBytes: number;
  readonly multiple: boolean;
}

const EXTENSIONS = new Set([
  ...Object.keys(AUDIO_FORMATS),
  'oga',
  'm4a',
  'mp4',
  'webm',
  'mka',
  'mkv',
  'mov',
  'aif',
  'aiff',
  'wave',
]);

/** Sorts files into those that may hold audio and are small enough, and the others. Only a service can tell for sure. */
export function checkFiles(
  files: readonly File[],
  { maxBytes, multiple }: FileRules,
): { readonly taken: File[]; readonly rejected: Rejection[] } {
  const taken: File[] = [];
  const rejected: Rejection[] = [];
  for (const file of files) {
    if (!mayHoldAudio(file)) rejected.push({ file, reason: 'type' });
    else if (file.size > maxBytes) rejected.push({ file, reason: 'size' });
    else if (!multiple && taken.length > 0) rejected.push({ file, reason: 'count' });
    else taken.push(file);
  }
  return { taken, rejected };
}

function mayHoldAudio({ type, name }: File): boolean {
  if (/^(audio|video)\//.test(type)) return true;
  return EXTENSIONS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
