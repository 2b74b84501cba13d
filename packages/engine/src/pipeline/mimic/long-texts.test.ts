import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Backend } from '../../backends/contract.ts';
import { flite } from '../../backends/flite/flite.ts';
import { pocketsphinx } from '../../backends/pocketsphinx/pocketsphinx.ts';
import { createEngine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { DRONE_SECONDS, droningCard, droningCloner, LONGEST_TEXT } from './__fixtures__/droning-cloner.ts';

const SENTENCES = [
  'The children ran into the garden, and nobody knew who had painted the door green.',
  'It was a bright cold day in April, and the clocks were striking thirteen when the postman came up the hill.',
  'She sold the old boat for less than it was worth; he bought it back a year later.',
];
const TEXT = [...SENTENCES, ...SENTENCES].join(' ');

let installed: InstalledCards;
let reference: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  installed = await installCards([droningCard]);
  reference = await referenceSpeech(engineWith([flite]));
}, 60_000);
afterAll(() => installed?.[Symbol.asyncDispose]());

const engines: ReturnType<typeof createEngine>[] = [];
function engineWith(backends: readonly Backend[]) {
  const engine = createEngine({
    backends,
    modelsFolder: installed.folder,
    hosts: 1,
    voicesDirectory: temporaryVoices(),
  });
  engines.push(engine);
  return engine;
}
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('a long text in the voice of a model that clones', { timeout: 240_000 }, () => {
  test('comes in pieces that the model can say, each without what it hums after them', async () => {
    expect(TEXT.length).toBeGreaterThan(LONGEST_TEXT);
    const engine = engineWith([droningCloner(), flite]);
    const plain = await engine.synthesize({ text: TEXT, voice: 'slt', format: 'wav' });
    const cloned = await engine.speakAs({ text: TEXT, reference, model: 'droning', language: 'en', format: 'wav' });
    const pieces = 2 * SENTENCES.length;
    expect(cloned.duration).toBeLessThan(plain.duration + pieces * 0.3);
    expect(cloned.duration).toBeGreaterThan(plain.duration - pieces * 0.1);
    expect(pieces * DRONE_SECONDS).toBeGreaterThan(5);
    // It ends as loud as it began.
    const samples = new Int16Array(cloned.audio.bytes().slice(44).buffer);
    const level = (part: Int16Array) => Math.hypot(...part.filter((_, at) => at % 64 === 0));
    const fifth = Math.floor(samples.length / 5);
    expect(level(samples.subarray(-fifth)) / level(samples.subarray(0, fifth))).toBeCloseTo(1, 0);
  });

  test('is listened to, and made again where it came out badly', async ({ skip }) => {
    if (!(await pocketsphinx.check()).available) return skip('PocketSphinx is absent.');
    const memory = mkdtempSync(join(tmpdir(), 'potoo-slips-'));
    onTestFinished(() => rmSync(memory, { recursive: true, force: true }));
    const engine = engineWith([droningCloner({ memory }), flite, pocketsphinx]);
    const [text = ''] = SENTENCES;
    const plain = await engine.synthesize({ text, voice: 'slt', format: 'wav', verify: true });
    const request = { text, reference, model: 'droning', language: 'en', format: 'wav', verify: true } as const;
    const cloned = await engine.speakAs(request);
    expect(cloned).toMatchObject({ model: 'droning', warnings: [] });
    expect(cloned.wordErrorRate).toBeLessThan(0.35);
    expect(cloned.duration).toBeGreaterThan(plain.duration - 0.2);
  });
});
