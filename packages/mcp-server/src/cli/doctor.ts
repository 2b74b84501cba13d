import { stat } from 'node:fs/promises';
import type { VoiceService } from '@potoo/core';
import { PotooError } from '@potoo/core/errors';
import { createOutputFolder } from '../files/output-folder.ts';
import { createShared } from '../serve/shared.ts';
import { describeService } from '../service/choose-service.ts';
import type { Settings } from '../settings.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `missing` is something that the server works without. */
  readonly status: 'ok' | 'missing' | 'failed';
  readonly detail: string;
  /** What to do about it. */
  readonly advice?: string;
}

const MARKS = { ok: '✓', missing: '-', failed: '✗' } as const;

/**
 * Looks what works here: folders, the voice service, each tool, and a sentence that is said and written down.
 * @param tell - Told of each check as it is done.
 * @returns Whether everything works that has to.
 */
export async function runDoctor(
  settings: Settings,
  tell: (line: string) => void,
  make?: () => Promise<VoiceService>,
): Promise<boolean> {
  let healthy = true;
  const shared = createShared(settings, make ? { service: make } : {});
  try {
    for await (const check of checks(settings, () => shared.workspaceOf('doctor').service())) {
      if (check.status === 'failed') healthy = false;
      tell(`${MARKS[check.status]} ${check.name.padEnd(16)} ${check.detail}`);
      if (check.advice !== undefined) tell(`${' '.repeat(19)}${check.advice}`);
    }
  } finally {
    await shared.close();
  }
  return healthy;
}

async function* checks(settings: Settings, load: () => Promise<VoiceService>): AsyncGenerator<Check> {
  yield { name: 'Node.js', status: 'ok', detail: process.versions.node };
  yield checkFailure('output', async () => `results go to ${await createOutputFolder(settings.output).root()}`);
  yield* settings.allowed.map(checkFolder);
  if (settings.allowed.length === 0) {
    const advice = 'Open a folder with --allow or POTOO_MCP_ALLOWED; some hosts open folders of their own.';
    yield { name: 'input', status: 'missing', detail: 'recordings are read from the output folder only', advice };
  }
  const found = await settle(load);
  if ('error' in found) {
    yield failed('service', found.error);
    return;
  }
  yield* checkService(settings, found.value);
  yield* checkSpeech(found.value);
}

async function checkFolder(folder: string): Promise<Check> {
  const isFolder = await stat(folder).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  if (isFolder) return { name: 'input', status: 'ok', detail: `recordings are read from ${folder}` };
  return { name: 'input', status: 'missing', detail: `${folder} is no folder`, advice: 'Make it, or name another.' };
}

async function* checkService(settings: Settings, service: VoiceService): AsyncGenerator<Check> {
  const asked = await settle(() => service.capabilities());
  if ('error' in asked) {
    yield failed('service', asked.error);
    return;
  }
  const { service: name, features } = asked.value;
  yield { name: 'service', status: 'ok', detail: `${name}, on ${describeService(settings.service)}` };
  const lacking = settings.tools.filter(({ feature }) => feature !== undefined && !features.includes(feature));
  const able = settings.tools.length - lacking.length;
  yield { name: 'tools', status: 'ok', detail: `${able} of ${settings.tools.length} can be used` };
  if (lacking.length > 0) {
    const advice = 'They say so when they are called; list_models tells what can be installed.';
    yield { name: 'tools', status: 'missing', detail: `not: ${lacking.map((tool) => tool.name).join(', ')}`, advice };
  }
}

const SENTENCE = 'The quick brown fox jumps over the lazy dog.';

async function* checkSpeech(service: VoiceService): AsyncGenerator<Check> {
  const spoken = await settle(() => service.synthesize({ text: SENTENCE, format: 'wav', language: 'en' }));
  if ('error' in spoken) {
    yield failed('speaking', spoken.error);
    return;
  }
  const { audio, duration, voice } = spoken.value;
  yield { name: 'speaking', status: 'ok', detail: `${duration.toFixed(1)} s by ${voice}` };
  const heard = await settle(() => service.transcribe({ audio: audio.bytes(), language: 'en' }));
  if ('error' in heard) yield { ...failed('listening', heard.error), status: 'missing' };
  else yield { name: 'listening', status: 'ok', detail: `"${heard.value.text}"` };
}

async function checkFailure(name: string, check: () => Promise<string>): Promise<Check> {
  const done = await settle(check);
  return 'error' in done ? failed(name, done.error) : { name, status: 'ok', detail: done.value };
}

async function settle<Value>(
  run: () => Promise<Value>,
): Promise<{ readonly value: Value } | { readonly error: unknown }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
}

function failed(name: string, error: unknown): Check {
  const hint = PotooError.isInstance(error) ? error.hint : undefined;
  const detail = error instanceof Error ? error.message : String(error);
  return { name, status: 'failed', detail, ...(hint !== undefined && { advice: hint }) };
}
