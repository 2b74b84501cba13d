import type { Command } from 'commander';
import { CATALOG } from '../models/catalog/catalog.ts';
import { hubAccess } from '../models/store/hub-access.ts';
import { ModelStore } from '../models/store/model-store.ts';
import { isOffline } from '../models/store/offline.ts';
import { defaultModelsFolder } from '../models/store/store-folders.ts';
import type { CliContext } from './cli-context.ts';

/** The options that {@link addStoreOptions} adds. */
export interface StoreOptions {
  readonly models?: string;
  readonly offline?: boolean;
}

/** Adds the options of commands that work on the models of this machine. */
export function addStoreOptions(command: Command): Command {
  return command
    .option('--models <folder>', 'folder of the models (or set POTOO_MODELS; default: where the system keeps data)')
    .option('--offline', 'never use the network (or set POTOO_OFFLINE=1)');
}

/** Opens the models of this machine, as options and environment say. */
export function openStore({ env }: Pick<CliContext, 'env'>, options: StoreOptions): ModelStore {
  return new ModelStore({
    folder: options.models ?? defaultModelsFolder(env),
    cards: CATALOG,
    access: hubAccess(env),
    offline: options.offline ?? isOffline(env),
  });
}
