import type { ModelCard, ModelVariant } from './catalog/card.ts';

/** A file of an installed model, as it was when it was installed. */
export interface InstalledFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A variant of a card whose files are on this machine. */
export interface Installation {
  readonly card: ModelCard;
  readonly variant: ModelVariant;
  /** Absolute path of the folder that holds its files. */
  readonly folder: string;
  readonly files: readonly InstalledFile[];
}
