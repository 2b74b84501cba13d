import { homedir } from 'node:os';
import path from 'node:path';
import { defaultDataDirectory } from '../../db/data-directory.ts';

/** Name of the manifest in the folder of an installed model. */
export const MANIFEST = 'potoo-model.json';

/** The folders and files of a model store. */
export class StoreFolders {
  /** Folder of the store. */
  readonly root: string;

  /** @param root - `~` is the home of the user. */
  constructor(root: string) {
    this.root = path.resolve(root.replace(/^~(?=$|[\\/])/, homedir()));
  }

  /** What the first pulls got. */
  get lock(): string {
    return path.join(this.root, 'models.lock.json');
  }

  /** Cards of the user's own, one JSON file each. */
  get cards(): string {
    return path.join(this.root, 'cards');
  }

  /** Folder of an installed variant. */
  variant(id: string): string {
    return path.join(this.root, 'models', id);
  }

  /** Parent of the folders of installed variants: its time changes when one comes or goes. */
  get variants(): string {
    return path.join(this.root, 'models');
  }

  /** What is on its way. */
  partial(id: string): string {
    return path.join(this.root, 'partial', id);
  }

  /** Held by the process that works on a variant. */
  busy(id: string): string {
    return path.join(this.root, 'busy', id);
  }
}

/** The folder of models where none is named: `POTOO_MODELS`, else `models` where Potoo keeps its data. */
export function defaultModelsFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['POTOO_MODELS'] || path.join(defaultDataDirectory(env), 'models');
}
