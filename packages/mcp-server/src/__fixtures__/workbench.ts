import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VoiceService } from '@potoo/core';
import { testEngine } from './test-engine.ts';
import { afterAll } from 'vitest';
import { hostQuestions } from '../calls/host-questions.ts';
import { type Outcome, runTool, type ToolCall, type Workspace } from '../calls/run-tool.ts';
import { type CallContent, callContent } from '../results/call-content.ts';
import { type Environment, resolveSettings } from '../settings.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolResult } from '../results/tool-result.ts';
import { createShared } from '../serve/shared.ts';

/** Tools, run as the server runs them, in folders of their own that go when the test file is over. */
export interface Workbench {
  /** Folder that results go to; absolute and without links. */
  readonly output: string;
  /** Folder that recordings may be read from. */
  readonly recordings: string;
  readonly workspace: Workspace;
  /** Says something into a WAV file among the recordings, and tells its path. */
  record(text: string, name?: string): Promise<string>;
  call(tool: Tool, input: unknown, call?: Partial<ToolCall>): Promise<Outcome>;
  /** As {@link Workbench.call}, for a call that is answered with its result. */
  run(tool: Tool, input: unknown, call?: Partial<ToolCall>): Promise<ToolResult>;
  /** What a host would see. */
  content(tool: Tool, input: unknown, call?: Partial<ToolCall>): Promise<CallContent>;
}

/** Makes a workbench with the engine, or with another service. Call it at the top of a test file. */
export async function workbench(
  options: { readonly service?: () => Promise<VoiceService>; readonly env?: Environment } = {},
): Promise<Workbench> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-mcp-')));
  const [output, recordings] = [join(home, 'output'), join(home, 'recordings')];
  const settings = resolveSettings({ POTOO_MCP_OUTPUT: output, POTOO_MCP_ALLOWED: recordings, ...options.env });
  const shared = createShared(settings, { service: options.service ?? (async () => testEngine()) });
  const workspace = shared.workspaceOf('test');
  const call: Workbench['call'] = (tool, input, given = {}) =>
    runTool(tool, { ...SILENT_HOST, signal: new AbortController().signal, ...given, input }, workspace);
  const run: Workbench['run'] = async (tool, input, given) => {
    const outcome = await call(tool, input, given);
    if ('result' in outcome) return outcome.result;
    throw new Error(`The call went on as job ${outcome.jobId}.`);
  };
  afterAll(async () => {
    await shared.close();
    await rm(home, { recursive: true, force: true });
  });
  return {
    output,
    recordings,
    workspace,
    record: async (text, name = 'recording.wav') => {
      await mkdir(recordings, { recursive: true });
      const { audio } = await (await workspace.service()).synthesize({ text, format: 'wav' });
      const path = join(recordings, name);
      await audio.save(path);
      return path;
    },
    call,
    run,
    content: async (tool, input, given) => callContent(await run(tool, input, given), settings.inline),
  };
}

const SILENT_HOST = {
  host: 'test',
  tellProgress: undefined,
  questions: hostQuestions({ forms: false, folders: false }, {}),
} as const;
