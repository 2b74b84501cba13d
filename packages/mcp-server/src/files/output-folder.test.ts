import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOutputFolder } from './output-folder.ts';

const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-output-')));
afterAll(() => rm(home, { recursive: true, force: true }));

let count = 0;
const freshFolder = () => {
  count += 1;
  const path = join(home, `folder-${count}`);
  return { path, folder: createOutputFolder(path) };
};
const name = (stem: string, folders: string[] = []) => ({ folders, stem, extension: 'txt' });

describe('the output folder', () => {
  it('is made when the first file is', async () => {
    const { path, folder } = freshFolder();
    await expect(readdir(path)).rejects.toMatchObject({ code: 'ENOENT' });
    const file = await folder.store('hello', name('a', ['b', 'c']));

    expect(file).toEqual({
      path: join(path, 'b', 'c', 'a.txt'),
      uri: 'potoo://outputs/b%2Fc%2Fa.txt',
      name: 'a.txt',
      mediaType: 'text/plain',
      bytes: 5,
    });
    expect(await readFile(file.path, 'utf8')).toBe('hello');
  });

  it('gives each of fifty at once a name of its own, and leaves no parts', async () => {
    const { path, folder } = freshFolder();
    await Promise.all(Array.from({ length: 50 }, (_, index) => folder.store(`${index}`, name('same'))));

    const names = await readdir(path);
    expect(names).toHaveLength(50);
    const contents = await Promise.all(names.map((each) => readFile(join(path, each), 'utf8')));
    expect(contents.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('writes nothing when the work was stopped', async () => {
    const { path, folder } = freshFolder();
    await expect(folder.store('x', name('a'), AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(await readdir(path)).toEqual([]);
  });

  it('goes through no link, neither to a folder nor over a file', async () => {
    const { path, folder } = freshFolder();
    const outside = join(home, `outside-${count}`);
    await mkdir(outside);
    await mkdir(path);
    await symlink(outside, join(path, 'way-out'));
    await symlink(join(outside, 'new.txt'), join(path, 'file.txt'));

    await expect(folder.store('x', name('a', ['way-out']))).rejects.toMatchObject({ reason: 'output_not_writable' });
    // The name is taken by the link, so the next one is used.
    expect((await folder.store('x', name('file'))).name).toBe('file-2.txt');
    expect(await readdir(outside)).toEqual([]);
  });

  it('may itself be reached by a link, which is the choice of its user', async () => {
    const real = join(home, 'real');
    await mkdir(real);
    await symlink(real, join(home, 'link'));
    const file = await createOutputFolder(join(home, 'link')).store('x', name('a'));
    expect(file.path).toBe(join(real, 'a.txt'));
  });

  it('says what to do when it cannot be made, and tries again the next time', async () => {
    const path = join(home, 'in-the-way');
    await writeFile(path, '');
    const folder = createOutputFolder(path);
    await expect(folder.store('x', name('a'))).rejects.toMatchObject({
      reason: 'output_not_writable',
      hint: expect.stringContaining('POTOO_MCP_OUTPUT'),
    });
    await rm(path);
    expect((await folder.store('x', name('a'))).path).toBe(join(path, 'a.txt'));
  });

  it('opens what it stored by its address, and nothing else', async () => {
    const { path, folder } = freshFolder();
    const stored = await folder.store('hello', name('ä b', ['x']));
    const { handle, file } = await folder.open(stored.uri);
    expect(await handle.readFile('utf8')).toBe('hello');
    await handle.close();
    expect(file).toEqual(stored);

    await writeFile(join(home, 'secret.txt'), 'secret');
    await symlink(join(home, 'secret.txt'), join(path, 'link.txt'));
    for (const id of [
      '',
      '..%2Fsecret.txt',
      '../secret.txt',
      'link.txt',
      'x',
      'no.txt',
      '%',
      '%00',
      '%2Fetc%2Fpasswd',
      '.a.part',
    ]) {
      await expect(folder.open(`potoo://outputs/${id}`), id).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('lists its files, the newest first', async () => {
    const { folder } = freshFolder();
    expect(await folder.list(10)).toEqual([]);
    await folder.store('1', name('first'));
    await folder.store('2', name('second', ['deep']));
    expect((await folder.list(10)).map((file) => file.name)).toEqual(['first.txt']);
  });
});
