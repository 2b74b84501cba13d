import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Progress } from '@potoo/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileSource, ModelCard } from '../catalog/card.ts';
import { BZIP2_ARCHIVE, fileEntry, gzipArchive } from './__fixtures__/archives.ts';
import { testCard } from './__fixtures__/cards.ts';
import { HubServer, rangeStart, sendCut, sha256 } from './__fixtures__/hub-server.ts';
import { ModelStore, type ModelStoreOptions } from './model-store.ts';

const BIG = randomBytes(300_000);
const REPOSITORY = {
  'model.onnx': BIG,
  'tokens.txt': Buffer.from('a 0\nb 1\n'),
  'espeak-ng-data/lang/en': Buffer.from('en'),
  'espeak-ng-data/lang/gmw/de': Buffer.from('de'),
  'espeak-ng-data/phondata': randomBytes(5000),
  'README.md': Buffer.from('not wanted'),
};
const HUB_SOURCE: FileSource = {
  kind: 'hub',
  repository: 'org/model',
  revision: null,
  files: ['model.onnx', 'tokens.txt', 'espeak-ng-data/'],
};
const CARD = testCard('hubbed', [HUB_SOURCE]);

let server: HubServer;
let folder: string;

beforeEach(async () => {
  server = await HubServer.start();
  server.repositories.set('org/model', REPOSITORY);
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-store-'));
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function storeOf(cards: readonly ModelCard[] = [CARD], options: Partial<ModelStoreOptions> = {}): ModelStore {
  const access = { endpoint: server.endpoint, token: 'hf_secret' };
  return new ModelStore({ folder, cards, access, retryPauseMs: 1, ...options });
}

/** Every file below the folder of the store, but the locks that say who works on what. */
async function leftovers(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('busy'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

describe('a pull from the hub', () => {
  test('fetches the wanted files, checks them, and pins what it got', async () => {
    const store = storeOf();
    const told: Progress[] = [];
    const { installation, fetched } = await store.pull('hubbed', { onProgress: (progress) => told.push(progress) });
    expect(fetched).toBe(true);
    expect(installation.files.map(({ path }) => path)).toEqual([
      'espeak-ng-data/lang/en',
      'espeak-ng-data/lang/gmw/de',
      'espeak-ng-data/phondata',
      'model.onnx',
      'tokens.txt',
    ]);
    expect(await readFile(path.join(installation.folder, 'model.onnx'))).toEqual(BIG);
    expect(await readFile(path.join(installation.folder, 'espeak-ng-data/lang/gmw/de'), 'utf8')).toBe('de');
    expect(told.at(-1)?.fraction).toBe(1);
    expect(told.every(({ fraction }, index) => fraction >= (told[index - 1]?.fraction ?? 0))).toBe(true);
    const lock = JSON.parse(await readFile(path.join(folder, 'models.lock.json'), 'utf8'));
    expect(lock.variants['hubbed-small']).toMatchObject({
      origins: [{ from: 'org/model', revision: server.revisionOf('org/model') }],
      files: expect.arrayContaining([{ path: 'model.onnx', bytes: BIG.length, sha256: sha256(BIG) }]),
    });
    expect(await store.verify(installation)).toEqual([]);
  });

  test('sends the token to the hub, and not to where the hub points', async () => {
    await storeOf().pull('hubbed');
    const tokens = (host: string) =>
      new Set(server.seen.filter((seen) => seen.host === host).map((s) => s.authorization));
    expect(tokens('hub')).toEqual(new Set(['Bearer hf_secret']));
    expect(tokens('cdn')).toEqual(new Set([undefined]));
  });

  test('does nothing when the model is there', async () => {
    await storeOf().pull('hubbed');
    const before = server.seen.length;
    expect((await storeOf().pull('hubbed-small')).fetched).toBe(false);
    expect(server.seen.length).toBe(before);
  });

  test('goes on where a connection was cut', async () => {
    let cuts = 0;
    server.fault = (url, response, request) => {
      if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0' || !isCdn(request)) return false;
      if (cuts++ > 2) return false;
      sendCut(response, BIG, 50_000, rangeStart(request));
      return true;
    };
    const { installation } = await storeOf().pull('hubbed');
    expect(await readFile(path.join(installation.folder, 'model.onnx'))).toEqual(BIG);
    const starts = server.downloads('model.onnx').map(({ range }) => range ?? 'bytes=0-');
    expect(starts).toHaveLength(4);
    expect(starts.slice(1).every((range) => !range.startsWith('bytes=0-'))).toBe(true);
  });

  test('keeps the parts when a connection stays cut, and the next pull goes on with them', async () => {
    server.fault = (url, response, request) => {
      if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0' || !isCdn(request)) return false;
      sendCut(response, BIG, 20_000, rangeStart(request));
      return true;
    };
    await expect(storeOf().pull('hubbed')).rejects.toMatchObject({ reason: 'download_failed', retryable: true });
    expect(await storeOf().installations()).toEqual([]);
    server.fault = undefined;
    const before = server.downloads('model.onnx').length;
    const { installation } = await storeOf().pull('hubbed');
    expect(await readFile(path.join(installation.folder, 'model.onnx'))).toEqual(BIG);
    const [last] = server.downloads('model.onnx').slice(before);
    expect(rangeOf(last?.range)).toBeGreaterThanOrEqual(100_000);
    expect((await leftovers()).filter((name) => name.startsWith('partial'))).toEqual([]);
  });

  test.each(['model.onnx', 'tokens.txt'])('refuses a %s with another checksum, and leaves nothing', async (name) => {
    server.lies.set(name, name === 'model.onnx' ? sha256(Buffer.from('other')) : '0'.repeat(40));
    await expect(storeOf().pull('hubbed')).rejects.toMatchObject({
      reason: 'checksum_mismatch',
      message: expect.stringContaining(name),
      hint: expect.stringContaining('HF_ENDPOINT'),
    });
    expect(await leftovers()).toEqual([]);
  });

  test.each([
    [404, 'download_failed', false],
    [401, 'download_failed', false],
    [503, 'download_failed', true],
  ])('says what a hub that answers %i means, and leaves nothing', async (status, reason, retryable) => {
    server.fault = (_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>no</h1>');
      return true;
    };
    const promise = storeOf().pull('hubbed');
    await expect(promise).rejects.toMatchObject({
      reason,
      retryable,
      message: expect.stringContaining(String(status)),
    });
    expect(await leftovers()).toEqual([]);
  });

  test('says so when a mirror answers with a page', async () => {
    server.fault = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
      return true;
    };
    await expect(storeOf().pull('hubbed')).rejects.toMatchObject({
      message: expect.stringContaining('makes no sense'),
    });
    expect(await leftovers()).toEqual([]);
  });

  test('says so when nobody answers', async () => {
    const promise = storeOf([CARD], { access: { endpoint: 'http://127.0.0.1:9' } }).pull('hubbed');
    await expect(promise).rejects.toMatchObject({
      reason: 'download_failed',
      message: expect.stringContaining('reached'),
    });
  });

  test.each(['/revision/', '/tree/', 'model.onnx'])('says so when %s is never answered', async (place) => {
    server.fault = (url) => url.includes(place);
    const promise = storeOf([CARD], { access: { endpoint: server.endpoint }, silenceMs: 100 }).pull('hubbed');
    await expect(promise).rejects.toMatchObject({
      reason: 'download_failed',
      retryable: true,
      message: expect.stringContaining('nothing came for 0.1 seconds'),
      hint: expect.stringContaining('run the same command again'),
    });
  });

  test('goes on where a mirror fell silent', async () => {
    let silences = 0;
    server.fault = (url, response, request) => {
      if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0' || !isCdn(request)) return false;
      if (silences++ > 0) return false;
      response.writeHead(200, { 'content-length': BIG.length, etag: '"etag"' }).write(BIG.subarray(0, 60_000));
      return true;
    };
    const store = storeOf([CARD], { access: { endpoint: server.endpoint }, silenceMs: 1_000 });
    const { installation } = await store.pull('hubbed');
    expect(await readFile(path.join(installation.folder, 'model.onnx'))).toEqual(BIG);
    const starts = server.downloads('model.onnx').map(({ range }) => rangeOf(range));
    expect([starts[0], starts.at(-1)]).toEqual([0, 60_000]);
  });

  test('names a file that the repository does not have', async () => {
    const card = testCard('hubbed', [{ ...HUB_SOURCE, files: ['gone.onnx'] }]);
    await expect(storeOf([card]).pull('hubbed')).rejects.toMatchObject({
      message: expect.stringContaining('gone.onnx'),
    });
    expect(await leftovers()).toEqual([]);
  });

  test('stops when it is told to, and keeps what has come', async () => {
    const controller = new AbortController();
    server.fault = (url, response, request) => {
      if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0' || !isCdn(request)) return false;
      response.writeHead(200, { 'content-length': BIG.length });
      response.write(BIG.subarray(0, 60_000));
      return true;
    };
    const onProgress = ({ fraction }: Progress) => {
      if (fraction > 0.15) controller.abort(new Error('enough'));
    };
    await expect(storeOf().pull('hubbed', { signal: controller.signal, onProgress })).rejects.toThrow('enough');
    expect(await leftovers()).toContain('partial/hubbed-small/model.onnx.part');
    expect(await storeOf().installations()).toEqual([]);
  });

  test('refuses the network when it is offline', async () => {
    await expect(storeOf([CARD], { offline: true }).pull('hubbed')).rejects.toMatchObject({ reason: 'offline' });
    expect(server.seen).toEqual([]);
  });
});

describe('the lock of the models', () => {
  test('holds a later pull to the revision of the first', async () => {
    const store = storeOf();
    await store.pull('hubbed');
    await store.remove('hubbed');
    const pinned = server.revisionOf('org/model');
    server.seen.length = 0;
    await store.pull('hubbed');
    expect(server.seen.some(({ url }) => url.includes('/revision/'))).toBe(false);
    expect(server.seen.filter(({ url }) => url.includes('/tree/')).every(({ url }) => url.includes(pinned))).toBe(true);
  });

  test('refuses another content, until it is told to update', async () => {
    const store = storeOf();
    await store.pull('hubbed');
    await store.remove('hubbed');
    server.repositories.set('org/model', { ...REPOSITORY, 'model.onnx': randomBytes(300_000) });
    await expect(store.pull('hubbed')).rejects.toMatchObject({ reason: 'checksum_mismatch' });
    const { installation } = await store.pull('hubbed', { update: true });
    expect(installation.files.find(({ path }) => path === 'model.onnx')?.sha256).not.toBe(sha256(BIG));
  });

  test('says what to do where the revision of the first pull is gone', async () => {
    const store = storeOf();
    await store.pull('hubbed');
    await store.remove('hubbed');
    server.fault = (url, response) => {
      if (!url.includes('/tree/')) return false;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Revision not found"}');
      return true;
    };
    await expect(store.pull('hubbed')).rejects.toMatchObject({
      reason: 'download_failed',
      hint: expect.stringContaining('--update'),
    });
  });

  test('says so when it is damaged', async () => {
    await writeFile(path.join(folder, 'models.lock.json'), '{ "version": 1, "variants": ');
    await expect(storeOf().pull('hubbed')).rejects.toMatchObject({ reason: 'models_lock' });
  });
});

test('several processes that pull at once fetch once', async () => {
  const script = fileURLToPath(new URL('./__fixtures__/pull-once.ts', import.meta.url));
  const args = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', script, folder, server.endpoint];
  const runs = Array.from({ length: 3 }, () => promisify(execFile)(process.execPath, args));
  const fetched = (await Promise.all(runs)).map(({ stdout }) => stdout);
  expect(fetched.sort()).toEqual(['false', 'false', 'true']);
  expect(server.downloads('model.onnx')).toHaveLength(1);
}, 240_000);

describe('an archive', () => {
  const files = ['model.onnx', 'tokens.txt', 'data/'];
  const archiveCard = (name: string, bytes?: number): ModelCard =>
    testCard(
      'archived',
      [{ kind: 'archive', url: `${server.endpoint}/files/${name}`, sha256: null, root: 'top', files }],
      bytes,
    );

  test('with bzip2 gives the wanted files', async () => {
    server.files.set('a.tar.bz2', BZIP2_ARCHIVE);
    const { installation } = await storeOf([archiveCard('a.tar.bz2')]).pull('archived');
    expect(installation.files.map(({ path }) => path)).toEqual(['data/lang/en', 'model.onnx', 'tokens.txt']);
    expect(await readFile(path.join(installation.folder, 'model.onnx'), 'utf8')).toBe('onnx'.repeat(2500));
    expect(await readdir(installation.folder)).not.toContain('a.tar.bz2');
  });

  test('of another content than the first time is refused', async () => {
    server.files.set('a.tar.gz', await gzipArchive(GOOD));
    const store = storeOf([archiveCard('a.tar.gz')]);
    await store.pull('archived');
    await store.remove('archived');
    server.files.set('a.tar.gz', await gzipArchive([...GOOD.slice(1), fileEntry('top/model.onnx', 'changed')]));
    await expect(store.pull('archived')).rejects.toMatchObject({ reason: 'checksum_mismatch' });
  });

  test.each([
    ['that leads out of its folder', [fileEntry('top/data/../../../evil', 'x')]],
    ['with an absolute path', [fileEntry('/tmp/potoo-evil', 'x')]],
    ['with a path of Windows', [fileEntry('top/data/..\\..\\evil', 'x')]],
    [
      'with a link under a wanted name',
      [{ header: { name: 'top/data/x', size: 0, type: 'symlink', linkname: '/etc' } }],
    ],
    ['with a hard link', [{ header: { name: 'top/data/x', size: 0, type: 'link', linkname: '/etc/passwd' } }]],
    ['with the same file twice', [fileEntry('top/tokens.txt', 'again')]],
  ] as const)('%s is refused whole', async (_, evil) => {
    server.files.set('a.tar.gz', await gzipArchive([...GOOD, ...evil]));
    await expect(storeOf([archiveCard('a.tar.gz')]).pull('archived')).rejects.toMatchObject({ reason: 'bad_archive' });
    expect(await leftovers()).toEqual([]);
    expect(existsSync(path.join(folder, 'evil')) || existsSync('/tmp/potoo-evil')).toBe(false);
  });

  test('that holds more than its card lets it is refused', async () => {
    server.files.set('a.tar.gz', await gzipArchive([...GOOD, fileEntry('top/data/zeros', '0'.repeat(50_000))]));
    const promise = storeOf([archiveCard('a.tar.gz', 10_000)]).pull('archived');
    await expect(promise).rejects.toMatchObject({ reason: 'bad_archive', message: expect.stringContaining('40000') });
    expect(await leftovers()).toEqual([]);
  });

  test.each([
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
    ['damaged', (bytes: Uint8Array) => Buffer.from(bytes.map((byte, index) => (index === 100 ? byte ^ 255 : byte)))],
    ['no archive', () => Buffer.from('<h1>Not found</h1>')],
  ])('that is %s is refused', async (_, spoil) => {
    server.files.set('a.tar.bz2', spoil(BZIP2_ARCHIVE));
    await expect(storeOf([archiveCard('a.tar.bz2')]).pull('archived')).rejects.toMatchObject({ reason: 'bad_archive' });
    expect(await leftovers()).toEqual([]);
  });

  test('without a wanted file is refused', async () => {
    server.files.set('a.tar.gz', await gzipArchive(GOOD.slice(0, 1)));
    const promise = storeOf([archiveCard('a.tar.gz')]).pull('archived');
    await expect(promise).rejects.toMatchObject({
      reason: 'bad_archive',
      message: expect.stringContaining('tokens.txt'),
    });
  });
});

const GOOD = [
  fileEntry('top/model.onnx', 'onnx'),
  fileEntry('top/tokens.txt', 'a 0'),
  fileEntry('top/data/lang', 'en'),
];

describe('a single file', () => {
  test('with the checksum of its card is installed, another is refused', async () => {
    server.files.set('vad.onnx', BIG);
    const source = { kind: 'file', url: `${server.endpoint}/files/vad.onnx`, path: 'vad.onnx' } as const;
    const good = testCard('vad', [{ ...source, sha256: sha256(BIG) }]);
    const bad = testCard('other', [{ ...source, sha256: '0'.repeat(64) }]);
    expect((await storeOf([good]).pull('vad')).installation.files).toHaveLength(1);
    await expect(storeOf([bad]).pull('other')).rejects.toMatchObject({ reason: 'checksum_mismatch' });
    expect(await readdir(path.join(folder, 'partial'))).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    ['hubed', 'model_not_found', 'hubbed'],
    ['hubbed/anna', 'model_not_found', 'potoo models'],
    ['tortoise', 'feature_not_supported', 'server'],
  ])('%s is refused with advice', async (name, reason, advice) => {
    const card = { ...testCard('tortoise', [HUB_SOURCE]), variants: [] };
    await expect(storeOf([CARD, card]).pull(name)).rejects.toMatchObject({
      reason,
      hint: expect.stringContaining(advice),
    });
  });

  test('of a voice finds the variant that speaks it', async () => {
    const { CATALOG } = await import('../catalog/catalog.ts');
    const store = storeOf(CATALOG);
    expect((await store.find('piper/de_DE-thorsten-medium')).variant.id).toBe('vits-piper-de_DE-thorsten-medium');
    expect((await store.find('whisper')).variant.id).toBe('whisper-base');
    expect((await store.find('kokoro/af_bella')).card.id).toBe('kokoro');
    await expect(store.find('whisper/af_bella')).rejects.toMatchObject({ reason: 'model_not_found' });
    await expect(store.find('af_bela')).rejects.toMatchObject({ hint: expect.stringContaining('af_bella') });
    const misspelt = store.find('piper/de_DE-thorstn-medium');
    await expect(misspelt).rejects.toMatchObject({ hint: expect.stringContaining('piper/de_DE-thorsten-medium') });
    expect((await store.find('WHISPER-tiny')).variant.id).toBe('whisper-tiny');
  });
});

test("cards of the user's own are read, and a wrong one is named", async () => {
  await mkdir(path.join(folder, 'cards'));
  await writeFile(path.join(folder, 'cards', 'mine.json'), JSON.stringify(testCard('mine', [HUB_SOURCE])));
  const store = storeOf([]);
  await store.pull('mine');
  expect((await store.installations()).map(({ card }) => card.id)).toEqual(['mine']);
  await writeFile(path.join(folder, 'cards', 'wrong.json'), JSON.stringify({ ...CARD, licence: 7 }));
  await writeFile(path.join(folder, 'cards', 'broken.json'), '{ half of');
  // The others serve on.
  expect((await store.installations()).map(({ card }) => card.id)).toEqual(['mine']);
  expect(await store.cardProblems()).toMatchObject([
    { reason: 'model_card', message: expect.stringMatching(/broken\.json cannot be used: it is no JSON/) },
    { reason: 'model_card', message: expect.stringContaining('licence') },
  ]);
  await expect(store.pull('wrong')).rejects.toMatchObject({ reason: 'model_card' });
});

test('a file that was changed, cut or removed after it was installed is found', async () => {
  const store = storeOf();
  const { installation } = await store.pull('hubbed');
  const file = (name: string) => path.join(installation.folder, name);
  await writeFile(file('tokens.txt'), 'a 0\nb 2\n');
  await writeFile(file('model.onnx'), BIG.subarray(0, 1000));
  await rm(file('espeak-ng-data/phondata'));
  expect(await store.verify(installation)).toEqual([
    { path: 'espeak-ng-data/phondata', problem: 'is missing' },
    { path: 'model.onnx', problem: 'has 1000 bytes, not 300000' },
    { path: 'tokens.txt', problem: 'has other bytes than when it was installed' },
  ]);
});

describe('a pull that was stopped', () => {
  /** Stops a pull once so much of it has come. */
  async function stopAt(store: ModelStore, name: string, enough: number): Promise<void> {
    const controller = new AbortController();
    const onProgress = ({ fraction }: Progress) => {
      if (fraction >= enough) controller.abort(new Error('enough'));
    };
    await expect(store.pull(name, { signal: controller.signal, onProgress })).rejects.toThrow('enough');
  }

  /** Has the hub fall silent after the first bytes of the model. */
  function stall(): void {
    server.fault = (url, response, request) => {
      if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0' || !isCdn(request)) return false;
      response.writeHead(200, { 'content-length': BIG.length, etag: '"etag"' }).write(BIG.subarray(0, 60_000));
      return true;
    };
  }

  test('amid an archive goes on with the archive, whatever was unpacked of it', async () => {
    server.files.set('a.tar.bz2', BZIP2_ARCHIVE);
    const source = { kind: 'archive', url: `${server.endpoint}/files/a.tar.bz2`, sha256: null, root: 'top' } as const;
    const card = testCard('archived', [{ ...source, files: ['model.onnx', 'tokens.txt', 'data/'] }], 4000);
    const store = storeOf([card]);
    // All of it has come by then, and it is about to be unpacked.
    await stopAt(store, 'archived', BZIP2_ARCHIVE.length / 4000);
    const staging = path.join(folder, 'partial/archived-small');
    await mkdir(path.join(staging, 'data/lang'), { recursive: true });
    await writeFile(path.join(staging, 'model.onnx'), 'half of');
    await writeFile(path.join(staging, 'data/lang/old'), 'x');
    const { installation } = await store.pull('archived');
    expect(installation.files.map(({ path }) => path)).toEqual(['data/lang/en', 'model.onnx', 'tokens.txt']);
    expect(await store.verify(installation)).toEqual([]);
    expect(await readdir(path.join(installation.folder, 'data/lang'))).toEqual(['en']);
  });

  test('leaves what can be removed', async () => {
    stall();
    const store = storeOf();
    await stopAt(store, 'hubbed', 0.06);
    const { removed, bytes } = await store.remove('hubbed');
    expect(removed).toEqual(['hubbed-small']);
    expect(bytes).toBeGreaterThanOrEqual(60_000);
    expect(await leftovers()).toEqual([]);
  });

  test('and one that goes on cannot have its parts removed', async () => {
    stall();
    const arrived = Promise.withResolvers<void>();
    const stopping = new AbortController();
    const onProgress = ({ fraction }: Progress) => {
      if (fraction >= 0.06) arrived.resolve();
    };
    const pulling = storeOf().pull('hubbed', { signal: stopping.signal, onProgress });
    pulling.catch(() => {});
    await arrived.promise;
    await expect(storeOf([CARD], { patienceMs: 0 }).remove('hubbed')).rejects.toMatchObject({
      reason: 'model_busy',
      message: expect.stringContaining('hubbed-small'),
    });
    expect(await leftovers()).toContain('partial/hubbed-small/model.onnx.part');
    // One that lets go is waited for.
    const removing = storeOf().remove('hubbed');
    stopping.abort(new Error('enough'));
    await expect(pulling).rejects.toThrow('enough');
    expect((await removing).removed).toEqual(['hubbed-small']);
    expect(await leftovers()).toEqual([]);
  });
});

test('a folder that cannot be written to is named', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(storeOf([CARD], { folder: path.join(file, 'models') }).pull('hubbed')).rejects.toMatchObject({
    reason: 'models_folder',
    message: expect.stringContaining(file),
    hint: expect.stringContaining('POTOO_MODELS'),
  });
});

test('what is removed is gone, with its parts', async () => {
  const store = storeOf();
  await store.pull('hubbed');
  expect(await store.remove('hubbed')).toEqual({ removed: ['hubbed-small'], bytes: expect.any(Number) });
  expect(await leftovers()).toEqual(['models.lock.json']);
  expect(await store.remove('hubbed')).toEqual({ removed: [], bytes: 0 });
});

function isCdn(request: { readonly headers: { readonly host?: string | undefined } }): boolean {
  return request.headers.host !== new URL(server.endpoint).host;
}

function rangeOf(range: string | undefined): number {
  return Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
}
