import type { Inventory } from '../../models/inventory.ts';
import type { WorkerOptions } from '../messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import type { NeuralBackend } from './neural/neural-backends.ts';
import type { PageMedia } from './page-media.ts';
import type { PagePools } from './page-pools.ts';

/** What the methods of the Worker work with. */
export interface PageParts {
  readonly options: WorkerOptions;
  readonly inventory: Inventory;
  /** Models with Workers of their own. */
  readonly neural: readonly NeuralBackend[];
  readonly assets: AssetShelf;
  readonly pools: PagePools;
  readonly media: PageMedia;
}
