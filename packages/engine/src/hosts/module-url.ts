/**
 * Finds a module beside another one, for a child process: in the sources it ends in `.ts`, in the build in `.js`.
 * @param base - `import.meta.url` of the module that asks.
 * @param path - Relative path without extension, such as `./flite-host`.
 */
export function siblingModule(base: string, path: string): URL {
  const extension = base.endsWith('.ts') ? '.ts' : '.js';
  return new URL(path + extension, base);
}
