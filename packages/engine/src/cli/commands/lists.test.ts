import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

const terminal = { stdin: true, stdout: true, stderr: true };

describe('potoo voices and potoo models', () => {
  test('are tables for a person', async () => {
    const { out, err } = await run(['voices'], { isTTY: terminal });
    expect(out).toBe(
      'VOICE      MODEL  LANGUAGE  GENDER   STATE      NAME\n' +
        'hum        tone   en-US     female   installed  Hum\n' +
        'flite/hum  flite  de        male     installed  Hum\n' +
        'alto       choir  de,en     neutral  available  Alto\n',
    );
    expect(err).toBe('3 voices, 2 installed.\n');
    expect((await run(['models'], { isTTY: terminal })).out).toMatch(/^MODEL +TYPE +LANGUAGE +STATE +NAME\ntone +tts/);
  });

  test('are tab-separated lines for a program', async () => {
    const { out, err } = await run(['voices']);
    expect(out).toBe(
      'hum\ttone\ten-US\tfemale\tinstalled\tHum\n' +
        'flite/hum\tflite\tde\tmale\tinstalled\tHum\n' +
        'alto\tchoir\tde,en\tneutral\tavailable\tAlto\n',
    );
    expect(err).toBe('');
  });

  test("are the contract's own objects as JSON", async () => {
    const { service, out } = await run(['voices', '--json']);
    expect(JSON.parse(out)).toEqual(await service.listVoices());
    expect(JSON.parse((await run(['models', '--json'])).out)).toEqual(await service.listModels());
  });

  test('search models by name', async () => {
    expect((await run(['models', '--search', 'CHO'])).out).toBe('choir\ttts\ten,de\tavailable\tChoir\n');
  });
});

describe('potoo keys list', () => {
  test('tells a person that there are none', async () => {
    const { code, out, err } = await run(['keys', 'list', '--data', temporaryFolder()], { isTTY: terminal });
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'There are no keys. Make one: potoo keys create\n' });
  });
});

describe('potoo convert', () => {
  test('reads and writes files and pipes', async () => {
    const folder = temporaryFolder();
    const [source, target] = [join(folder, 'a.wav'), join(folder, 'b.flac')];
    writeFileSync(source, 'audio');
    expect((await run(['convert', source, target, '--channels', '1'])).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('audio');
    expect((await run(['convert', '-', '-', '--format', 'wav'], { input: 'piped' })).out).toBe('piped');
  });

  test('keeps audio off a terminal', async () => {
    expect(await run(['convert', 'a.wav', '-'], { isTTY: terminal })).toMatchObject({ code: 2, out: '' });
  });
});
