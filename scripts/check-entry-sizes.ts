/** Bundles what a page imports, one entry at a time, and holds each to its limit. React is the page's own and left out. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
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

// What is above its aim (potoo() 8, useSpeech 6 kB) may only shrink.
const ENTRIES: readonly Entry[] = [
  { name: 'potoo()', code: "export { potoo } from './packages/core/src/index.ts'", limit: 21 * KB },
  hook('useRecorder', 'useRecorder', 5),
  hook('useSpeech', 'useSpeech', 11),
  hook('usePlayer', 'usePlayer', 12),
  hook('useMicrophone', 'useMicrophone', 5),
  hook('useTranscription', 'useTranscription', 8.5),
  component('SpeechPlayer', 'speech-player', 12),
  component('VoicePicker', 'voice-picker', 45),
  component('Waveform', 'waveform', 5),
];

/** Weighs the part of an entry that is loaded at once: what it imports later is in files of its own. */
async function weigh({ code }: Entry): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'ts' },
    ...{ bundle: true, minify: true, splitting: true, write: false, logLevel: 'silent' },
    ...{ format: 'esm', target: 'es2022', conditions: ['potoo-source'], outdir: path.join(ROOT, 'dist') },
    external: ['react', 'react/jsx-runtime', 'react-dom'],
  });
  const files = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const loaded = new Set(['stdin.js']);
  for (const name of loaded) {
    // Only static imports are loaded at once.
    for (const [, chunk = ''] of (files.get(name) ?? '').matchAll(/(?:from|import)"\.\/([^"]+)"/g)) loaded.add(chunk);
  }
  return [...loaded].reduce((sum, name) => sum + gzipSync(files.get(name) ?? '', { level: 9 }).length, 0);
}

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'packages/react/package.json'), 'utf8'));
console.log(`sizes of version ${version}, gzip, React left out`);
for (const entry of ENTRIES) {
  const bytes = await weigh(entry);
  const isTooMuch = bytes > entry.limit;
  console.log(
    `${entry.name.padEnd(18)} ${(bytes / KB).toFixed(1)} kB of ${entry.limit / KB}${isTooMuch ? ': too much' : ''}`,
  );
  if (isTooMuch) process.exitCode = 1;
}
