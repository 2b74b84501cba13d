import { transformAsync } from '@babel/core';
import type { Plugin } from 'vite';

/** Compiles the sources of the React package with the React Compiler. What breaks its rules fails. */
export function reactCompiler(): Plugin {
  return {
    name: 'react-compiler',
    enforce: 'pre',
    async transform(code, id) {
      if (!/packages\/react\/src\/.*\.tsx?$/.test(id) || /\.test\.tsx?$|__fixtures__/.test(id)) return undefined;
      const result = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]],
      });
      return result?.code ? { code: result.code, map: result.map ?? null } : undefined;
    },
  };
}
