import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stdioTransport, temporaryHome } from './__fixtures__/spawned-server.ts';
import { HOSTS } from './__fixtures__/test-host.ts';

// What a server may ask of a host: the folders that it has open. In the present era the question is an answer to the
// call, and the call comes again; before, it was a request to the host.

describe.each(HOSTS)('a host of $name', ({ line, connect }) => {
  let place: Awaited<ReturnType<typeof temporaryHome>>;
  let project: string;
  beforeAll(async () => {
    place = await temporaryHome();
    project = join(place.home, 'project');
    await mkdir(project);
    await writeFile(join(project, 'tone.wav'), makeWav(new Float32Array(8000).fill(0.1), 8000));
    Object.assign(place.env, { POTOO_MCP_ALLOWED: '' });
  });
  afterAll(() => place.remove());

  it('opens its folders to the server', async () => {
    const host = await connect(stdioTransport(line, place.env), {
      roots: [pathToFileURL(project).href],
    });
    const input = { path: join(project, 'tone.wav'), filename: 'tone.flac' };
    expect((await host.call('convert_audio', input)).structuredContent).toMatchObject({ duration: 1 });
    const elsewhere = await host.call('convert_audio', { path: '/etc/hostname' });
    expect(elsewhere).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('path_not_allowed') }],
    });
    await host.close();
  });

  it('that opens none leaves the folders of the settings', async () => {
    const host = await connect(stdioTransport(line, place.env));
    const refused = await host.call('convert_audio', { path: join(project, 'tone.wav') });
    expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('POTOO_MCP_ALLOWED') }] });
    await host.close();
  });
});
