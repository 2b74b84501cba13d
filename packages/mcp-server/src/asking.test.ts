import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeWav } from '@potoo/core/testing';
import { describe, expect, it } from 'vitest';
import { inProcessServer } from './__fixtures__/in-process-server.ts';
import { studioService } from './__fixtures__/studio-service.ts';
import { type FormAnswer, HOSTS } from './__fixtures__/test-host.ts';

// What a server asks of a host: the folders that it has open, and the consent of a person. In the present era a question
// is the answer to a call, and the call comes again with what was said; before, it was a request to the host.

const studio = studioService();
const server = await inProcessServer({ service: async () => studio });
const mute = await inProcessServer({ service: async () => studio, env: { POTOO_MCP_ASK: 'off' } });
const project = join(server.home, 'project');
const recording = join(project, 'tone.wav');
await mkdir(project);
await writeFile(recording, makeWav(new Float32Array(8000).fill(0.1), 8000));
const roots = [pathToFileURL(project).href];
const cloned = () => studio.calls.filter(({ method }) => method === 'cloneVoice');

describe.each(HOSTS)('a host of $name', ({ connect }) => {
  it('opens its folders to the server', async () => {
    const host = await server.connect(connect, { roots });
    const converted = await host.call('convert_audio', { path: recording, filename: 'tone.flac' });
    expect(converted.structuredContent).toMatchObject({ duration: 1 });
    const elsewhere = await host.call('convert_audio', { path: '/etc/hostname' });
    expect(elsewhere).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('path_not_allowed') }],
    });
  });

  it('that opens none leaves the folders of the settings', async () => {
    const host = await server.connect(connect);
    const refused = await host.call('convert_audio', { path: recording });
    expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('POTOO_MCP_ALLOWED') }] });
  });

  it('shows the form of consent to the person, and clones when they agree', async () => {
    const shown: string[] = [];
    const onForm = (message: string): FormAnswer => {
      shown.push(message);
      return {
        action: 'accept',
        content: { speaker: 'Ada', statement: 'I agree that my voice is cloned.', agreed: true },
      };
    };
    const host = await server.connect(connect, { roots, onForm });
    const made = await host.call('clone', { path: recording, name: 'ada' });

    expect(made.structuredContent).toMatchObject({ voice: 'clone-1', consent: { speaker: 'Ada' } });
    expect(shown).toEqual(['Clone a voice from this recording, to be kept as "ada"?']);
    expect(cloned().at(-1)?.request).toMatchObject({ consent: { statement: 'I agree that my voice is cloned.' } });
  });

  it('clones nothing when the person says no', async () => {
    const before = cloned().length;
    const host = await server.connect(connect, { roots, onForm: () => ({ action: 'decline' }) });
    const made = await host.call('clone', {
      path: recording,
      name: 'ada',
      speaker: 'Ada',
      statement: 'She said it is fine.',
    });

    expect(made).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('consent_decline') }] });
    expect(cloned().length).toBe(before);
  });

  it('that shows no forms has to say who agreed to what', async () => {
    const host = await server.connect(connect, { roots });
    const without = await host.call('clone', { path: recording, name: 'ada' });
    expect(without).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('consent_required') }] });
  });

  it('is not asked when its user has said so', async () => {
    const onForm = (): FormAnswer => {
      throw new Error('The form was shown.');
    };
    const host = await mute.connect(connect, { roots, onForm });
    const consent = { speaker: 'Ada', statement: 'I agree that my voice is cloned.', date: '2026-01-31' };
    const made = await host.call('clone', { path: recording, name: 'ada', ...consent });
    expect(made.structuredContent).toMatchObject({ consent });
  });
});
