/**
 * Makes the MCP server's bundle for desktop hosts, `packages/mcp-server/mcpb/dist/potoo-<version>-<system>.mcpb`, from the
 * packages as npm would publish them. It holds native code for the system that it is made on, and is for that system.
 * Some of it is under the GPL, as the notices in the bundle say. Needs `npm run build` before, and the registry for the
 * dependencies.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from './source-files.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly server: { readonly entry_point: string };
  readonly compatibility: object;
}

const PACKAGES = ['core', 'engine', 'mcp-server'];
const SOURCE = path.join(ROOT, 'packages/mcp-server/mcpb');
const WINDOWS = process.platform === 'win32';

const manifest: Manifest = JSON.parse(readFileSync(path.join(SOURCE, 'manifest.json'), 'utf8'));
for (const name of PACKAGES) {
  if (!existsSync(path.join(ROOT, 'packages', name, 'dist'))) throw new Error(`${name} is not built: npm run build`);
}

const stage = mkdtempSync(path.join(tmpdir(), 'potoo-mcpb-'));
try {
  const bundle = path.join(stage, 'bundle');
  install(path.join(bundle, 'server'), pack(path.join(stage, 'packed')));
  const compatibility = { ...manifest.compatibility, platforms: [process.platform] };
  writeFileSync(path.join(bundle, 'manifest.json'), JSON.stringify({ ...manifest, compatibility }, null, 2));
  for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md']) cpSync(path.join(ROOT, file), path.join(bundle, file));
  speakOnce(bundle);
  const target = path.join(
    SOURCE,
    'dist',
    `${manifest.name}-${manifest.version}-${process.platform}-${process.arch}.mcpb`,
  );
  mkdirSync(path.dirname(target), { recursive: true });
  run('npx', ['mcpb', 'pack', bundle, target], ROOT);
  console.log(`${path.relative(ROOT, target)}: ${(statSync(target).size / 1e6).toFixed(1)} MB`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/** Packs the packages as for publication. @returns The name of each and its archive. */
function pack(folder: string): Map<string, string> {
  mkdirSync(folder, { recursive: true });
  const archives = PACKAGES.map((name): [string, string] => {
    const answer = run('npm', ['pack', '--json', '--pack-destination', folder, '-w', `packages/${name}`], ROOT);
    const filename = /"filename":\s*"([^"]+)"/.exec(answer)?.[1];
    if (filename === undefined) throw new Error(`npm packed nothing for ${name}: ${answer}`);
    return [`@potoo/${name}`, path.join(folder, filename)];
  });
  return new Map(archives);
}

/** Installs the archives with what they need on this system. */
function install(folder: string, archives: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries([...archives].map(([name, archive]) => [name, `file:${archive}`]));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  run('npm', ['install', '--omit=dev', ...quietly], folder);
}

/** Lets the bundled server say a sentence, which shows that nothing is missing for it. @throws {Error} If it cannot. */
function speakOnce(bundle: string): void {
  const output = path.join(stage, 'output');
  console.log(
    run(process.execPath, [path.join(bundle, manifest.server.entry_point), 'doctor', '--output', output], bundle),
  );
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell: WINDOWS, stdio: ['ignore', 'pipe', 'inherit'] });
}
