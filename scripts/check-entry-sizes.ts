/** Bundles what a page imports, one entry at a time, and holds each to its limit. React is the page's own and left out. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { build, type ImportKind } from 'esbuild';
import { ROOT } from './source-files.ts';

/** What is bundled, from where, and the most that it may weigh, in bytes of gzip. */
interface Entry {
  readonly name: string;
  readonly code: string;
  readonly limit: number;
}

const KB = 1000;
const hook = (name: string, file: string, limit: number): Entry => ({
  name,
  code: `export { ${name} } from './packages/react/src/hooks/${file}.ts'`,
  limit: limit * KB,
});

const component = (name: string, folder: string, limit: number): Entry => ({
  name,
  code: `export { ${name} } from './packages/react/src/${folder}/index.ts'`,
  limit: limit * KB,
});

const ENTRIES: readonly Entry[] = [
  { name: 'potoo()', code: "export { potoo } from './packages/core/src/index.ts'", limit: 8 * KB },
  hook('useRecorder', 'useRecorder', 5),
  hook('useSpeech', 'useSpeech', 6),
  hook('usePlayer', 'usePlayer', 12),
  hook('useMicrophone', 'useMicrophone', 5),
  hook('useTranscription', 'useTranscription', 8.5),
  component('SpeechPlayer', 'speech-player', 12),
  component('VoicePicker', 'voice-picker', 45),
  component('Waveform', 'waveform', 5),
];

/** What an entry weighs, in bytes of gzip. */
interface Weight {
  /** What is loaded with the page. */
  readonly first: number;
  /** What each part loads beside it that is imported when it is needed. */
  readonly later: ReadonlyMap<string, number>;
}

async function weigh({ code }: Entry): Promise<Weight> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'ts' },
    ...{ bundle: true, minify: true, splitting: true, write: false, metafile: true, logLevel: 'silent' },
    ...{ format: 'esm', target: 'es2022', conditions: ['potoo-source'], outdir: path.join(ROOT, 'dist') },
    external: ['react', 'react/jsx-runtime', 'react-dom'],
  });
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const files = new Map(Object.entries(metafile.outputs).map(([name, file]) => [path.basename(name), file]));
  const imports = (name: string, kind: ImportKind) =>
    (files.get(name)?.imports ?? []).flatMap((each) =>
      each.kind === kind && !each.external ? [path.basename(each.path)] : [],
    );
  const bytes = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(texts.get(name) ?? '', { level: 9 }).length, 0);
  /** A file with all that it cannot do without. */
  const loadedWith = (name: string) => {
    const loaded = new Set([name]);
    for (const each of loaded) for (const needed of imports(each, 'import-statement')) loaded.add(needed);
    return [...loaded];
  };
  const first = loadedWith('stdin.js');
  const parts = first.flatMap((name) => imports(name, 'dynamic-import'));
  const later = parts.map(
    (name) =>
      [name.replace(/-[A-Z0-9]+\.js$/, ''), bytes(loadedWith(name).filter((each) => !first.includes(each)))] as const,
  );
  return { first: bytes(first), later: new Map(later) };
}

const inKB = (bytes: number): string => (bytes / KB).toFixed(1);

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'packages/react/package.json'), 'utf8'));
console.log(`sizes of version ${version}, gzip, React left out`);
for (const entry of ENTRIES) {
  const { first, later } = await weigh(entry);
  const isTooMuch = first > entry.limit;
  const verdict = isTooMuch ? ': too much' : '';
  const rest = [...later].map(([name, bytes]) => `${name} ${inKB(bytes)}`).join(', ');
  console.log(
    `${entry.name.padEnd(16)} ${inKB(first)} kB of ${entry.limit / KB}${verdict}${rest && `; when needed: ${rest}`}`,
  );
  if (isTooMuch) process.exitCode = 1;
}
