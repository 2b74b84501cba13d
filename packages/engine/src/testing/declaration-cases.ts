import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend, BackendModel } from '../backends/contract.ts';
import type { BackendCase } from './backend-case.ts';

/** What every backend declares, whatever it does. */
export function declarationCases(backend: Backend): BackendCase[] {
  return [
    { name: 'is named after its folder', run: async () => namedAfterFolder(backend) },
    { name: 'declares what it is', run: async () => declaresItself(backend) },
    { name: 'declares every package that its folder imports', run: () => declaresImports(backend) },
    { name: 'says whether it is available, and how it would be', run: () => saysAvailability(backend) },
  ];
}

function folderOf(backend: Backend): string {
  assert.ok(backend.host, 'it has a host');
  return dirname(fileURLToPath(backend.host));
}

function namedAfterFolder(backend: Backend): void {
  assert.match(backend.id, /^[a-z][a-z0-9-]*$/);
  assert.equal(basename(folderOf(backend)), backend.id, 'the folder of the host is named as the backend');
}

function declaresItself(backend: Backend): void {
  assert.ok(backend.summary.length > 10 && !backend.summary.includes('\n'), 'a summary of one line');
  assert.ok(backend.licence.length > 0, 'a licence');
  assert.ok(backend.speech ?? backend.recognition ?? backend.tools, 'it speaks, listens or works on audio');
  assert.equal(new Set(backend.dependencies).size, backend.dependencies.length, 'no dependency twice');
  const bound = [...(backend.speech?.models ?? []), ...(backend.recognition?.models ?? [])];
  for (const model of bound) {
    soundModel(model);
    assert.ok(model.languages.length > 0, `${model.id} has languages`);
  }
  for (const model of backend.tools?.models ?? []) soundModel(model);
}

function soundModel(model: BackendModel): void {
  assert.match(model.id, /^[A-Za-z0-9._-]{1,64}$/);
  assert.ok(model.name.length > 0, `${model.id} has a name`);
  // Throws on what is no language tag.
  assert.deepEqual(Intl.getCanonicalLocales([...model.languages]), [...model.languages], 'languages are BCP-47 tags');
}

async function declaresImports(backend: Backend): Promise<void> {
  const declared = new Set(backend.dependencies);
  const folder = folderOf(backend);
  for (const name of await readdir(folder)) {
    if (!/\.[jt]s$/.test(name) || /\.test\.|\.d\.ts$/.test(name)) continue;
    const source = await readFile(join(folder, name), 'utf8');
    for (const [, specifier = ''] of source.matchAll(/^(?!\s*import type\b).*?\b(?:from|import)\s*\(?\s*'([^']+)'/gm)) {
      if (/^(?:\.|node:|@potoo\/)/.test(specifier)) continue;
      const pack = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      assert.ok(declared.has(pack), `${name} imports ${pack}, which "dependencies" does not name`);
    }
  }
}

async function saysAvailability(backend: Backend): Promise<void> {
  const found = await backend.check();
  if (found.available) return;
  assert.ok(found.problem.length > 0 && found.install.length > 0, 'a problem, and the command that solves it');
}
