import type { Plugin } from 'vite';

const ATTRIBUTE = /(\bimport\('[^']+'), \{ with: \{ type: 'json' \} \}/g;

/**
 * Takes the attribute off imports of JSON, which Node wants: Vite's development server answers with a script, and a browser
 * refuses that as JSON. Builds need it not.
 */
export function jsonImports(): Plugin {
  return {
    name: 'potoo:json-imports',
    enforce: 'pre',
    apply: 'serve',
    transform: (code) => (ATTRIBUTE.test(code) ? { code: code.replace(ATTRIBUTE, '$1'), map: null } : undefined),
  };
}
