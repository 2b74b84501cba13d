import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openAudio } from './open-audio.ts';
import { createOutputFolder } from './output-folder.ts';
import { parseOutputName } from './output-name.ts';

// A canary lies outside of every folder that may be used. Nothing that a model can write into a call may read it,
// write to it, or leave a file beside it.

const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-confined-')));
afterAll(() => rm(home, { recursive: true, force: true }));
const [root, output, outside] = [join(home, 'root'), join(home, 'output'), join(home, 'outside')];
const CANARY = 'canary: nobody may read this';
const canary = join(outside, 'canary.wav');
for (const folder of [root, output, outside, join(home, 'root-evil'), join(root, 'sub')]) await mkdir(folder);
await writeFile(canary, CANARY);
await writeFile(join(home, 'root-evil', 'canary.wav'), CANARY);
await writeFile(join(root, 'inside.wav'), 'inside');
await symlink(outside, join(root, 'way-out'));
await symlink(canary, join(root, 'canary-link.wav'));
await symlink('../outside', join(root, 'sub', 'relative-way-out'));
await symlink(join(root, 'way-out'), join(root, 'chain'));
await symlink(join(root, 'loop'), join(root, 'loop'));
await symlink(outside, join(output, 'way-out'));
await symlink(canary, join(output, 'canary-link.wav'));
await symlink(join(outside, 'not-there.wav'), join(output, 'dangling.wav'));

const outputs = createOutputFolder(output);
const access = { outputs, allowed: [root], askFolders: async () => [], fetch: 'off', maxBytes: 1e6 } as const;
const signal = new AbortController().signal;
const untouched = async () => {
  expect(await readFile(canary, 'utf8')).toBe(CANARY);
  expect(await readdir(outside)).toEqual(['canary.wav']);
};

async function read(source: { path?: string; uri?: string }): Promise<string> {
  try {
    const { audio, close } = await openAudio(source, access, signal);
    const text = Buffer.from(audio as Uint8Array).toString();
    await close();
    return text;
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const part = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '...',
    ' ',
    '~',
    'root',
    'root-evil',
    'outside',
    'output',
    'way-out',
    'chain',
    'sub',
    'loop',
    'relative-way-out',
    'canary.wav',
    'canary-link.wav',
    'inside.wav',
    'dangling.wav',
    'inside.wav.',
    'inside.wav ',
    'INSIDE.WAV',
    '%2e%2e',
    '..%2f',
    '%2e%2e%2foutside%2fcanary.wav',
    '..\\outside',
    'C:',
    'nul',
    'con.wav',
    '\0',
    '\n',
    'inside.wav\0.mp3',
    'a:b',
    '\u202e',
    '．．',
    '..;',
    '/proc/self/root',
    '/proc/self/cwd',
    '/dev/stdin',
    '/dev/fd/0',
  ),
  fc.string({ maxLength: 12 }),
);
const base = fc.constantFrom(
  root,
  output,
  outside,
  home,
  '',
  '/',
  '//',
  '~/',
  '.',
  '..',
  '\\\\host\\share',
  `${root}/..`,
  `${root}-evil`,
);
const hostile = fc
  .tuple(base, fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '//', '\\', '/./'))
  .map(([start, parts, separator]) => [start, ...parts].join(separator));

describe('5,000 hostile paths', () => {
  it('read nothing outside of the folders that may be read', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (path) => {
        expect(await read({ path })).not.toContain('canary: nobody');
      }),
      { numRuns: 2000, examples: [[canary], [join(root, 'way-out', 'canary.wav')], [join(root, 'canary-link.wav')]] },
    );
    await untouched();
  });

  it('read nothing outside by their address', async () => {
    const address = fc
      .tuple(fc.constantFrom('potoo://outputs/', 'file://', 'file:', 'FILE:///', 'potoo://voices/'), hostile)
      .chain(([scheme, path]) =>
        fc.constantFrom(scheme + path, scheme + encodeURIComponent(path), scheme + encodeURI(path.toWellFormed())),
      );
    await fc.assert(
      fc.asyncProperty(address, async (uri) => {
        expect(await read({ uri })).not.toContain('canary: nobody');
      }),
      { numRuns: 1500 },
    );
    await untouched();
  });

  it('write nothing outside, and over nothing', async () => {
    const inside = await readFile(join(root, 'inside.wav'), 'utf8');
    await fc.assert(
      fc.asyncProperty(hostile, async (filename) => {
        const stored = await Promise.resolve()
          .then(() => outputs.store('written', { ...parseOutputName(filename), extension: 'wav' }))
          .catch(() => undefined);
        if (stored) expect((await realpath(stored.path)).startsWith(`${output}/`)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    await untouched();
    expect(await readFile(join(root, 'inside.wav'), 'utf8')).toBe(inside);
  });
});

describe('what may be read', () => {
  it('is a file in a folder that is allowed, also by a link that stays inside', async () => {
    await symlink(join(root, 'inside.wav'), join(root, 'good-link.wav'));
    expect(await read({ path: join(root, 'inside.wav') })).toBe('inside');
    expect(await read({ path: join(root, 'sub', '..', 'inside.wav') })).toBe('inside');
    expect(await read({ path: join(root, 'good-link.wav') })).toBe('inside');
    expect(await read({ uri: `file://${root}/inside.wav` })).toBe('inside');
  });

  it('does not tell whether a file outside exists', async () => {
    const messages = await Promise.all([canary, join(outside, 'not-there.wav')].map((path) => read({ path })));
    expect(messages[0]).toBe(messages[1]);
  });

  it('names similar files in the same folder', async () => {
    expect(await read({ path: join(root, 'Inside .mp3') })).toContain('there is inside.wav');
  });

  it('is no folder, pipe or device, and nobody waits for one', async () => {
    const { execFileSync } = await import('node:child_process');
    execFileSync('mkfifo', [join(root, 'pipe.wav')]);
    for (const name of ['', 'sub', 'pipe.wav']) expect(await read({ path: join(root, name) })).toMatch(/^refused/);
    for (const path of ['/dev/zero', '/dev/stdin', '/proc/self/fd/0']) {
      const opened = openAudio({ path }, { ...access, allowed: ['/'] }, signal);
      await expect(opened).rejects.toMatchObject({ reason: expect.stringMatching(/^(invalid_path|file_not_found)$/) });
    }
  });

  it('is asked of the host when it lies elsewhere, and only then', async () => {
    let asked = 0;
    const askFolders = async () => {
      asked += 1;
      return [outside];
    };
    const open = (path: string) => openAudio({ path }, { ...access, askFolders }, signal);
    await open(join(root, 'inside.wav'));
    expect(asked).toBe(0);
    expect(Buffer.from((await open(canary)).audio as Uint8Array).toString()).toBe(CANARY);
    expect(asked).toBe(1);
  });

  it('is held to a size before it is read', async () => {
    const path = join(root, 'inside.wav');
    await expect(openAudio({ path }, { ...access, maxBytes: 3 }, signal)).rejects.toMatchObject({
      code: 'file_too_large',
    });
    const uri = `data:audio/wav;base64,${'A'.repeat(15_000_000)}`;
    await expect(openAudio({ uri }, access, signal)).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('may lie in an address as base64', async () => {
    expect(await read({ uri: `data:audio/wav;base64,${Buffer.from('tone').toString('base64')}` })).toBe('tone');
    expect(await read({ uri: 'data:audio/wav,tone' })).toMatch(/^refused/);
  });
});

describe('a folder that is swapped for a link, again and again', () => {
  const [real, parked, way] = ['swap', 'parked', 'way'].map((name) => join(root, name)) as [string, string, string];
  const doing = (step: Promise<unknown>) =>
    step.then(
      () => true,
      () => false,
    );

  /** Attempts something over and over while `real` is, in turn, a folder, nothing, and a link that leads outside. */
  async function whileSwapping(rounds: number, attempt: () => Promise<void>): Promise<number> {
    await mkdir(real, { recursive: true });
    await writeFile(join(real, 'canary.wav'), 'the good one');
    let swapping = true;
    let swaps = 0;
    const swapper = (async () => {
      while (swapping) {
        await rename(real, parked);
        await symlink(outside, way);
        // What is attempted may have made the folder anew meanwhile.
        if (await doing(rename(way, real))) swaps += 1;
        await doing(unlink(real));
        await doing(unlink(way));
        while (!(await doing(rename(parked, real)))) await doing(rm(real, { recursive: true }));
      }
    })();
    for (let round = 0; round < rounds; round += 1) await attempt();
    swapping = false;
    await swapper;
    return swaps;
  }

  it('is never read through', async () => {
    let good = 0;
    const swaps = await whileSwapping(5000, async () => {
      const text = await read({ path: join(real, 'canary.wav') });
      expect(text).not.toContain('canary: nobody');
      if (text === 'the good one') good += 1;
    });
    expect(good).toBeGreaterThan(0);
    expect(swaps).toBeGreaterThan(100);
  });

  it('is never written through', async () => {
    const folder = createOutputFolder(root);
    let [good, attempts] = [0, 0];
    const swaps = await whileSwapping(5000, async () => {
      attempts += 1;
      const stored = await folder
        .store('x', { folders: ['swap'], stem: `new-${attempts}`, extension: 'wav' })
        .catch(() => undefined);
      if (stored) good += 1;
    });
    expect(good).toBeGreaterThan(0);
    expect(swaps).toBeGreaterThan(100);
    await untouched();
  });
});

it('a hard link is the file itself: who can make one can read it', async () => {
  await link(join(root, 'inside.wav'), join(root, 'hard.wav'));
  expect(await read({ path: join(root, 'hard.wav') })).toBe('inside');
});
