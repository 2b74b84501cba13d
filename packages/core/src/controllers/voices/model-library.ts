import type { Model, ModelFilter } from '../../contract/models.ts';
import { filterModels } from '../../providers/shared/catalog-filters.ts';
import { Library, type LibraryOptions, type LibraryState } from './library.ts';

/** State of a {@link ModelLibrary}. */
export type ModelLibraryState = LibraryState<Model, ModelFilter>;

/** How a {@link ModelLibrary} is made. */
export type ModelLibraryOptions = LibraryOptions<Model>;

/** The models of a service: filtered on the spot, one of them chosen. */
export class ModelLibrary extends Library<Model, ModelFilter, ModelLibraryState, ModelLibraryOptions> {
  constructor(options: ModelLibraryOptions) {
    super({ status: 'idle', all: [], shown: [], filter: {}, selectedId: null, error: null }, options);
  }

  protected override list(signal: AbortSignal): Promise<Model[]> {
    return this.options.service.listModels({}, { signal });
  }

  protected override narrow(models: readonly Model[], filter: ModelFilter): readonly Model[] {
    return filterModels(models, filter);
  }

  protected override change(change: Partial<ModelLibraryState>): void {
    this.update(change);
  }
}
