import path from 'node:path';
import { SourceModule } from './source-module.ts';

/** A symbol that an entry exports, with the module that declares it. */
export interface PublicSymbol {
  readonly name: string;
  readonly source: SourceModule;
  readonly line: number;
  readonly documented: boolean;
}

/** Follows the exports of entries to the declarations behind them, through any number of re-exports. */
export class PublicSymbols {
  readonly #modules = new Map<string, SourceModule>();
  readonly #locate: (file: string) => string;

  /** @param locate - Finds the file that stands for a module, where that is not the one that imports name. */
  constructor(locate: (file: string) => string = (file) => file) {
    this.#locate = locate;
  }

  /** Lists what a source file exports. What it takes over from another package is that package's to document. */
  of(file: string): PublicSymbol[] {
    const source = this.#load(file);
    return source.exports.flatMap(({ moduleRequest, importName, exportName, localName, start }) => {
      const position = exportName.start ?? start;
      if (moduleRequest === null) {
        const name = localName.name ?? exportName.name ?? 'default';
        return [{ name, source, line: source.lineOf(position), documented: source.isDocumented(name) }];
      }
      if (!moduleRequest.value.startsWith('.')) return [];
      const target = path.join(path.dirname(file), moduleRequest.value);
      const all = this.of(target);
      return importName.kind === 'Name' ? all.filter(({ name }) => name === importName.name) : all;
    });
  }

  #load(file: string): SourceModule {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const loaded = new SourceModule(this.#locate(file));
    this.#modules.set(file, loaded);
    return loaded;
  }
}
