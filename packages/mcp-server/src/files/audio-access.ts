import type { AudioInput } from '@potoo/core';
import type { AskFolders } from './input-folders.ts';
import type { OutputFolder } from './output-folder.ts';

/** Where a tool's audio comes from: exactly one of both. */
export interface AudioSource {
  readonly path?: string | undefined;
  readonly uri?: string | undefined;
}

/** Audio that is ready to be handed to the voice service. */
export interface OpenedAudio {
  readonly audio: AudioInput;
  /** Name of the file, without folders. */
  readonly fileName: string;
  /** To be called when the service is done with it. */
  close(): Promise<void>;
}

/** What may be opened. */
export interface AudioAccess {
  readonly outputs: OutputFolder;
  /** Folders that files may be read from, beside the output folder. Absolute. */
  readonly allowed: readonly string[];
  readonly askFolders: AskFolders;
  /** Whether http(s) addresses are fetched: those of the hosts named, or of any public host. */
  readonly fetch: 'off' | 'public' | readonly string[];
  /** Most bytes of a file. */
  readonly maxBytes: number;
}
