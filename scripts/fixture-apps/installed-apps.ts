import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from '../source-files.ts';

const APPS = path.join(import.meta.dirname, 'apps');
const PACKAGES = ['core', 'react'];

/** The fixture apps in a folder of their own, with the packages installed as npm would publish them. */
export class InstalledApps implements Disposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'potoo-apps-'));
  readonly #tarballs = new Map<string, string>();

  /** Packs the built packages, and installs them. */
  async install(): Promise<void> {
    cpSync(APPS, this.folder, { recursive: true });
    const folders = PACKAGES.map((name) => path.join(ROOT, 'packages', name));
    const packed = await this.run('npm', ['pack', '--json', '--pack-destination', this.folder, ...folders]);
    const listing: unknown = JSON.parse(packed);
    const tarballs = Object.values(listing as Record<string, { name: string; filename: string }>);
    const manifest = path.join(this.folder, 'package.json');
    const { dependencies, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const { name, filename } of tarballs) {
      this.#tarballs.set(name, this.path(filename));
      dependencies[name] = `file:${filename}`;
    }
    writeFileSync(manifest, JSON.stringify({ ...rest, dependencies }));
    await this.add();
  }

  /** Installs what the manifest says, and further packages. @throws {Error} Without a registry. */
  async add(...packages: string[]): Promise<void> {
    await this.run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]);
  }

  /** Where the packed package lies. @throws {TypeError} If it is none of those that were packed. */
  tarball(name: string): string {
    const file = this.#tarballs.get(name);
    if (file === undefined) throw new TypeError(`${name} was not packed.`);
    return file;
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** Runs a program in an app's folder, and gives what it prints. @throws {Error} With its output, if it fails. */
  async run(
    program: string,
    words: readonly string[],
    folder = '.',
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const child = spawn(program, words, {
      cwd: this.path(folder),
      env: { ...process.env, CI: 'true', NEXT_TELEMETRY_DISABLED: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let complaints = '';
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.stderr.on('data', (data) => {
      complaints += data;
    });
    const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (status === 0) return printed;
    throw new Error(`${program} ${words.join(' ')} ended with ${status}:\n${printed}\n${complaints}`.slice(0, 6000));
  }

  /** A program that `npm install` has put into the folder. */
  program(name: string): string {
    return this.path('node_modules', '.bin', name);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
