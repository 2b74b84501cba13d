import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '@potoo/engine';
import { describe, expect, it } from 'vitest';
import { httpServer } from './__fixtures__/http-server.ts';
import { studioService } from './__fixtures__/studio-service.ts';
import { DEFAULT_SELECTION } from './tools/selection.ts';

// The command line of the protocol's own inspector: a host that nobody of this project wrote, in both eras.

const LAUNCHER = fileURLToPath(
  new URL('./clients/launcher/build/index.js', import.meta.resolve('@modelcontextprotocol/inspector/package.json')),
);
const server = await httpServer({ service: async () => studioService() });
const recording = join(server.home, 'recording.wav');
const engine = createEngine();
const { audio } = await engine.synthesize({ text: 'The quick brown fox jumps over the lazy dog.', format: 'wav' });
await audio.save(recording);
await engine.close();

function inspect(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const line = [LAUNCHER, '--cli', server.url, '--transport', 'http', ...args];
  const env = { PATH: process.env['PATH'], HOME: server.home };
  return new Promise((resolve) => {
    execFile(process.execPath, line, { env, maxBuffer: 16 * 1024 * 1024 }, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, errors });
    });
  });
}

const call = (tool: string, input: object) =>
  inspect('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(input));

/** A call of each tool that is offered; where the right answer is a no, its code. */
const CALLS: Readonly<Record<string, readonly [input: object, refusal?: string]>> = {
  align_text: [{ path: recording, text: 'The quick brown fox jumps over the lazy dog.', language: 'en' }],
  analyze_audio: [{ path: recording }],
  cancel_job: [{ job_id: 'none' }, 'job_not_found'],
  clone: [{ path: recording, name: 'Tom' }, 'consent_required'],
  converse: [{ text: 'How are you?' }],
  convert_audio: [{ path: recording, format: 'flac' }],
  convert_voice: [{ path: recording, voice: 'rms' }],
  delete_voice: [{ voice: 'nobody' }, 'voice_not_found'],
  enhance_audio: [{ path: recording }],
  get_job: [{ job_id: 'none' }, 'job_not_found'],
  list_models: [{}],
  list_voices: [{ language: 'en' }],
  remove_reverb: [{ path: recording }],
  separate_stems: [{ path: recording }],
  synthesize: [{ text: 'Hello.' }],
  transcribe: [{ path: recording, language: 'en' }],
  transform_speech: [{ path: recording, speed: 1.2 }],
  translate_speech: [{ path: recording, language: 'de' }],
};

describe.each(['legacy', 'modern'])('the inspector, in the %s era', (era) => {
  it('lists every tool, and finds nothing in their schemas that a host could stumble over', async () => {
    const { code, output, errors } = await inspect('--protocol-era', era, '--method', 'tools/list', '--strict');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const { tools } = JSON.parse(output) as { tools: Array<{ name: string }> };
    expect(tools.map(({ name }) => name)).toEqual(DEFAULT_SELECTION.map(({ name }) => name));
  });
});

describe('the inspector', () => {
  it.each(DEFAULT_SELECTION.map(({ name }) => name))('calls %s', async (name) => {
    const [input, refusal] = CALLS[name] ?? [{}];
    const { code, output, errors } = await call(name, input);
    const result = JSON.parse(output) as { isError?: boolean; structuredContent?: object; content: object[] };
    if (refusal !== undefined) {
      expect(code).toBe(5);
      expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining(refusal) }] });
      return;
    }
    expect(code, errors + output).toBe(0);
    expect(result.content[0]).toEqual({ type: 'text', text: JSON.stringify(result.structuredContent) });
  });

  it('finds the view where there is one', async () => {
    const { output } = await inspect('--method', 'tools/list', '--app-info');
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { hasApp: boolean; toolName: string });
    expect(lines.filter(({ hasApp }) => hasApp).map(({ toolName }) => toolName)).toEqual(['list_voices', 'synthesize']);
  });

  it('finds the skill as SEP-2640 wants it, with its digests', async () => {
    const verify = ['--method', 'skills/list', '--verify', '--require-digests'];
    const { code, output } = await inspect('--protocol-era', 'modern', ...verify);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ name: 'potoo-voice', ok: true, outcome: 'verified' });
  });
});
