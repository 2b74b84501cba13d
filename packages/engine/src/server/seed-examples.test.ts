import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { AudioOutput } from '@potoo/core';
import { containerDuration } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createEngine, type Engine } from '../engine.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

/** The documentation of TTS.ai, which lies beside the repository on some machines. */
const SEED = fileURLToPath(new URL('../../../../../shared/seeds/002_f0a271dbcdcd368e.txt', import.meta.url));
const missing = existsSync(SEED) ? undefined : 'the documentation of TTS.ai is not beside the repository';
const seed = missing === undefined ? readFileSync(SEED, 'utf8') : '';
const bash = promisify(execFile);

let engine: Engine;
let server: RunningServer;
const folder = mkdtempSync(path.join(tmpdir(), 'potoo-seed-'));

beforeAll(async () => {
  engine = createEngine();
  server = await createServer(engine).listen({ port: 0 });
  const { audio } = await engine.synthesize({ text: 'Hello, this is a transcription test.', format: 'mp3' });
  for (const name of ['recording.mp3', 'noisy_audio.mp3', 'source_audio.mp3'])
    writeFileSync(path.join(folder, name), audio.bytes());
});
afterAll(async () => {
  await server?.close();
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The commands of the documentation that call a path, as they stand there. */
function curlsOf(address: string): string[] {
  const commands = seed.match(/^curl (?:.*\\\n)*(?:.*'\{\n(?:.*\n)*?\}' \\\n)?.*$/gm) ?? [];
  return commands.filter((command) => command.includes(`https://api.tts.ai${address} `));
}

/** Runs a command word for word, but for the address of the server. */
async function run(command: string): Promise<string> {
  const here = command.replaceAll('https://api.tts.ai', server.url);
  const { stdout } = await bash('bash', ['-ec', `${here.replace(/^curl /, 'curl -sS --fail-with-body ')}`], {
    cwd: folder,
  });
  return stdout;
}

function mp3Seconds(file: string): number {
  const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
  return containerDuration(new AudioOutput(bytes, { format: 'mp3', duration: 0, sampleRate: 0, channels: 0 })) ?? 0;
}

describe.skipIf(missing)(`the examples of TTS.ai's documentation${missing ? ` (skipped: ${missing})` : ''}`, () => {
  test('curl speaks', async () => {
    const commands = curlsOf('/v1/tts/');
    assert.equal(commands.length, 2);
    for (const command of commands) {
      await run(command);
      assert.ok(mp3Seconds('output.mp3') > 0.4, command);
      rmSync(path.join(folder, 'output.mp3'));
    }
  });

  test('curl transcribes', async () => {
    const [command = ''] = curlsOf('/v1/stt/');
    const transcript = JSON.parse(await run(command));
    assert.equal(typeof transcript.text, 'string');
    assert.ok(transcript.duration > 1 && transcript.segments.length > 0);
  });

  test('JavaScript speaks and transcribes', async () => {
    const snippets = seed.match(/^const (?:response|formData) = [\s\S]*?(?=\n(?:audio\.play|console\.log))/gm) ?? [];
    assert.equal(snippets.length, 2);
    const [speaking = '', hearing = ''] = snippets.map((snippet) =>
      snippet.replaceAll('https://api.tts.ai', server.url),
    );
    const globals = {
      fetch,
      FormData,
      Blob,
      API_KEY: 'sk-tts-your-key',
      URL: { createObjectURL: (blob: Blob) => blob },
    };
    const blob = await runInNewContext(
      `(async () => { ${speaking.replace(/const audio = .*/, '')}; return audioBlob; })()`,
      globals,
    );
    assert.equal(blob.type, 'audio/mpeg');
    const audioFile = new File([readFileSync(path.join(folder, 'recording.mp3'))], 'recording.mp3');
    const result = await runInNewContext(`(async () => { ${hearing}; return result; })()`, { ...globals, audioFile });
    assert.equal(typeof result.text, 'string');
  });
});
