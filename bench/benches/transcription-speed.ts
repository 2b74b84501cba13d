import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@potoo/engine';
import type { Bench } from '../bench.ts';
import { paired } from '../clock.ts';
import { hasProgram, pocketsphinxMissing } from '../peers.ts';
import { SENTENCES } from '../sentences.ts';

const MODEL = '/usr/share/pocketsphinx/model/en-us';

/** Listening against the native batch program on the same audio, which loads its model at every start. */
export const bench: Bench = {
  id: 'transcription-speed',
  title: 'Listening against the native program',
  async skip() {
    const missing = await pocketsphinxMissing();
    return missing ?? (hasProgram('pocketsphinx_batch') ? undefined : 'pocketsphinx_batch is not installed');
  },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
    await using engine = createEngine({ hosts: 2 });
    try {
      const one = await speechFile(engine, folder, 'one', 1);
      const long = await speechFile(engine, folder, 'long', 30);
      const segment = await paired(
        () => engine.transcribe({ audio: { path: one.path } }),
        () => native(folder, one.name),
        5,
      );
      const file = await paired(
        () => engine.transcribe({ audio: { path: long.path } }),
        () => native(folder, long.name),
        3,
      );
      return [
        {
          what: 'one segment transcribed, over the native batch program',
          value: segment.ratio,
          unit: 'x',
          limit: { kind: 'at most', value: 1 },
          note: `${one.seconds.toFixed(1)} s of speech: ${Math.round(segment.first)} ms against ${Math.round(segment.second)} ms`,
        },
        {
          what: 'a long file transcribed with two hosts, over the native batch program',
          value: file.ratio,
          unit: 'x',
          limit: { kind: 'at most', value: 0.6 },
          note: `${long.seconds.toFixed(0)} s of speech: ${Math.round(file.first)} ms against ${Math.round(file.second)} ms`,
        },
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function speechFile(engine: Engine, folder: string, name: string, sentences: number) {
  const all = Array.from({ length: sentences }, (_, index) => SENTENCES[index % SENTENCES.length] ?? '');
  const { audio } = await engine.synthesize({ text: all.join(' '), voice: 'rms', format: 'wav', sampleRate: 16_000 });
  const path = join(folder, `${name}.wav`);
  await writeFile(path, audio.bytes());
  await writeFile(join(folder, `${name}.ctl`), `${name}\n`);
  return { name, path, seconds: audio.duration };
}

function native(folder: string, name: string): void {
  const model = ['-hmm', `${MODEL}/en-us`, '-lm', `${MODEL}/en-us.lm.bin`, '-dict', `${MODEL}/cmudict-en-us.dict`];
  const audio = ['-adcin', 'yes', '-cepdir', folder, '-cepext', '.wav', '-ctl', join(folder, `${name}.ctl`)];
  const { status } = spawnSync(
    'pocketsphinx_batch',
    [...model, ...audio, '-cmn', 'batch', '-hyp', join(folder, 'hyp')],
    {
      stdio: 'ignore',
    },
  );
  if (status !== 0) throw new Error('pocketsphinx_batch failed.');
}
