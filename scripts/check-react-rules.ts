/**
 * Holds every hook and component to the rules of the React Compiler, which are those of `eslint-plugin-react-hooks` 7.
 * Biome has the two older ones, on dependencies and on where hooks are called.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { transformSync } from '@babel/core';
import { ROOT } from './source-files.ts';

/** What the compiler tells its logger of a function. */
interface CompilerEvent {
  readonly kind: string;
  readonly fnLoc?: { readonly start: { readonly line: number } } | null;
  readonly detail?: { readonly category?: string; readonly reason?: string };
}

/** The rules that the plugin for ESLint turns on beside those that the compiler always holds code to. */
const RULES = {
  validateHooksUsage: true,
  validateRefAccessDuringRender: true,
  validateNoSetStateInRender: true,
  validateNoSetStateInEffects: true,
  validateNoDerivedComputationsInEffects: true,
  validateNoJSXInTryStatements: true,
  validateNoImpureFunctionsInRender: true,
  validateNoFreezingKnownMutableFunctions: true,
  validateStaticComponents: true,
  validateNoVoidUseMemo: true,
};

/** What the compiler holds against a file, a line for each function. */
function complaintsOf(file: string): string[] {
  const complaints: string[] = [];
  const logEvent = (_: string | null, { kind, detail, fnLoc }: CompilerEvent) => {
    if (kind === 'CompileSuccess' || isRefHandedOn(detail)) return;
    complaints.push(`${file}:${fnLoc?.start.line}: ${detail?.reason}`);
  };
  transformSync(readFileSync(path.join(ROOT, file), 'utf8'), {
    filename: path.join(ROOT, file),
    ...{ babelrc: false, configFile: false, code: false },
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [
      [
        'babel-plugin-react-compiler',
        { panicThreshold: 'none', noEmit: true, logger: { logEvent }, environment: RULES },
      ],
    ],
  });
  return complaints;
}

// A part hands the ref that it was given on to `renderPart`, which puts it on an element and never reads it. The compiler
// cannot see into another file, and leaves such a part as it is.
function isRefHandedOn(detail: CompilerEvent['detail']): boolean {
  return detail?.reason === 'Cannot access refs during render';
}

const files = globSync('packages/react/src/**/*.{ts,tsx}', {
  cwd: ROOT,
  exclude: ['**/*.test.*', '**/*.test-d.*', '**/__fixtures__/**'],
}).filter((file) => readFileSync(path.join(ROOT, file), 'utf8').startsWith("'use client'"));
const complaints = files.flatMap(complaintsOf);

console.log(`React's rules: ${files.length} files`);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
