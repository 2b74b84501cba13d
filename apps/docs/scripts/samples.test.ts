import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, test } from 'vitest';

// Every sample in TypeScript of the README and the documentation is what a strict program may be. The types are those that
// are published, so the packages have to be built, as `npm test` does.

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
/** Within the repository, so that its packages are found; named by the process, so that two runs keep apart. */
const FOLDER = path.join(ROOT, 'node_modules', '.cache', `potoo-samples-${process.pid}`);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** What samples take for granted, by document and number: the text around them says where it comes from. */
const ENGINE = "import { createEngine } from '@potoo/engine'; const engine = createEngine();";
const VOICE = "import { createEngine } from '@potoo/engine'; const voice = createEngine();";
const GIVEN: Readonly<Record<string, string>> = {
  'README.md#2': `${ENGINE} import type { ServerResponse } from 'node:http';
    declare const answer: AsyncIterable<string>, response: ServerResponse;
    declare function highlight(from: number, to: number): void;`,
  'docs/cloning.md#1': ENGINE,
  'docs/conversation.md#2': `${VOICE} import type { WordTiming } from '@potoo/core';
    declare const text: string, conversationId: string, signal: AbortSignal, player: { write(data: Uint8Array): void };
    declare function show(text: string): void; declare function append(text: string): void;
    declare function highlight(word: WordTiming): void;`,
  'docs/conversation.md#3': `${VOICE} declare const conversationId: string, turnId: string, player: { currentTime: number };`,
  'docs/conversation.md#4': VOICE,
  'docs/models.md#1': "import { potoo } from '@potoo/core';",
};
/** A test of the repository, with paths of its own. */
const OTHERS = ['docs/adding-a-backend.md'];

function samplesOf(document: string): { readonly name: string; readonly extension: string; readonly code: string }[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm)].map(([, extension = 'ts', code = ''], at) => ({
    name: `${document}#${at + 1}`,
    extension,
    code,
  }));
}

const documents = ['README.md', 'docs/*.md', 'packages/*/README.md'].flatMap((at) =>
  globSync(at, { cwd: ROOT }).sort(),
);
const samples = documents.filter((document) => !OTHERS.includes(document)).flatMap(samplesOf);

const STRICT = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
  ...{ target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'], jsx: 'react-jsx', types: ['node'] },
  ...{ skipLibCheck: true, moduleDetection: 'force' },
};

test('there are samples, and nothing is given to one that is not there', () => {
  const names = samples.map(({ name }) => name);
  assert.ok(names.length >= 10, names.join(', '));
  assert.deepEqual(
    Object.keys(GIVEN).filter((name) => !names.includes(name)),
    [],
  );
});

describe.each([
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
])('$moduleResolution', (resolution) => {
  test('every sample has its types', async () => {
    const folder = path.join(FOLDER, resolution.moduleResolution);
    mkdirSync(folder, { recursive: true });
    const files: Readonly<Record<string, string>> = {
      'package.json': JSON.stringify({ type: 'module' }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...STRICT, ...resolution } }),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    for (const { name, extension, code } of samples) {
      // The given names on the line before, which no report of the compiler then counts.
      writeFileSync(path.join(folder, `${name.replace(/\W/g, '_')}.${extension}`), `${GIVEN[name] ?? ''}\n${code}`);
    }
    const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const printed = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    assert.equal(printed, '');
  });
});
