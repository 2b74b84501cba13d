import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Hub, serveHub } from '../../__fixtures__/serve-hub.ts';
import type { AssetProgress } from '../../messages.ts';
import type { NeuralSettings } from '../../neural/neural-options.ts';
import { ModelFiles } from './model-files.ts';

const MODEL = { repository: 'made-up/model', revision: 'main' };
const GRAPH = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251);

let hub: Hub;
let files: ModelFiles;
let told: AssetProgress[];
let given: AbortController;
let use: Disposable;

beforeEach(async () => {
  hub = await serveHub();
  hub.files.repositories.set(MODEL.repository, new Map([['onnx/model.onnx', GRAPH]]));
  files = new ModelFiles({ modelBase: hub.url, keep: true } as NeuralSettings);
  told = [];
  given = new AbortController();
  use = files.use({ signal: given.signal, tell: (progress) => told.push(progress) });
});

afterEach(() => {
  use[Symbol.dispose]();
  hub[Symbol.dispose]();
});

const graph = () => files.bytes(files.addressOf(MODEL, 'onnx/model.onnx'));

test('gives a file and tells how far it has come', async () => {
  expect(await graph()).toEqual(GRAPH);
  expect(told.at(-1)).toEqual({ asset: 'made-up/model/onnx/model.onnx', loaded: GRAPH.length, total: GRAPH.length });
  expect(told.map(({ loaded }) => loaded)).toEqual(told.map(({ loaded }) => loaded).sort((a, b) => a - b));
});

test('goes on where a transfer broke', async () => {
  hub.files.faults.set('model.onnx', 'cut once');
  expect(await graph()).toEqual(GRAPH);
  expect(hub.files.asked).toHaveLength(2);
  expect(hub.files.asked[1]).toMatch(/^GET onnx\/model\.onnx bytes=\d+-$/);
});

test.each([
  ['missing', { code: 'not_found', reason: 'asset_missing' }],
  ['failing', { code: 'unreachable', reason: 'download_failed' }],
  ['damaged', { code: 'unreachable', reason: 'checksum_mismatch' }],
] as const)('names a file that is %s', async (fault, expected) => {
  hub.files.faults.set('model.onnx', fault);
  await expect(graph()).rejects.toMatchObject(expected);
  hub.files.faults.clear();
  expect(await graph()).toEqual(GRAPH);
});

test('stops a download that is given up', async () => {
  hub.files.faults.set('model.onnx', 'hanging');
  const coming = graph();
  given.abort(new Error('enough'));
  await expect(coming).rejects.toThrow('enough');
});

test('tells an error of the library as that of the file which caused it, and no other', async () => {
  hub.files.faults.set('model.onnx', 'missing');
  const failing = files.explaining(async () => {
    const address = files.addressOf(MODEL, 'onnx/model.onnx');
    await files.fetch(address);
    throw new TypeError(`Could not locate file: "${address}".`);
  });
  await expect(failing).rejects.toMatchObject({ code: 'not_found', reason: 'asset_missing' });
  const other = files.explaining(async () => {
    await files.fetch(files.addressOf(MODEL, 'optional.json'));
    throw new RangeError('Out of memory.');
  });
  await expect(other).rejects.toMatchObject({ code: 'internal_error', reason: 'model_failed' });
});
