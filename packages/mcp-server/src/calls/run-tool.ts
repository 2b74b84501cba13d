import type { Progress, VoiceService } from '@potoo/core';
import type { Speaker } from '../devices/speaker.ts';
import type { AudioAccess } from '../files/audio-access.ts';
import { openAudio } from '../files/open-audio.ts';
import type { OutputFolder } from '../files/output-folder.ts';
import { saveAudio } from '../files/save-audio.ts';
import type { JobDesk } from '../jobs/job-desk.ts';
import type { ToolResult } from '../results/tool-result.ts';
import { defaultVoice, type VoiceRules } from '../service/default-voice.ts';
import type { Tool } from '../tools/tool.ts';
import type { OwnHandles } from './own-handles.ts';
import { createProgressReporter, type ProgressNote } from './progress-reporter.ts';
import type { Questions } from './questions.ts';
import { requireFeature } from './require-feature.ts';
import type { ToolContext } from './tool-context.ts';

/** One call of a tool, as it came in. */
export interface ToolCall {
  readonly input: unknown;
  /** Aborts when the host takes the call back. */
  readonly signal: AbortSignal;
  /** Tells the host how far the call is; absent when it did not ask for that. */
  readonly tellProgress: ((note: ProgressNote) => Promise<void>) | undefined;
  readonly questions: Questions;
  /** Name that the host gives itself. */
  readonly host: string | undefined;
}

/** What the calls of one caller share. */
export interface Workspace {
  /** Who calls, for the queue of the engine. */
  readonly lane: string;
  readonly service: () => Promise<VoiceService>;
  readonly outputs: OutputFolder;
  readonly audio: Omit<AudioAccess, 'outputs' | 'askFolders'>;
  readonly jobs: JobDesk;
  readonly speaker: Speaker;
  readonly conversations: OwnHandles;
  readonly voices: VoiceRules;
  /** How long a call may take before it goes on as a job, in milliseconds; absent where nobody could ask for a job. */
  readonly jobAfterMs: number | undefined;
}

/** The result of a call, or the job that it became. */
export type Outcome = { readonly result: ToolResult } | { readonly jobId: string; readonly progress: Progress };

/**
 * Runs a tool. What takes longer than a host may wait goes on as a job, and the call is answered with its id.
 * @throws {AnswerNeeded} If the host has to be asked first.
 */
export async function runTool(tool: Tool, call: ToolCall, workspace: Workspace): Promise<Outcome> {
  call.signal.throwIfAborted();
  const work = new AbortController();
  const takeBack = () => work.abort(call.signal.reason);
  call.signal.addEventListener('abort', takeBack, { once: true });
  const reporter = call.tellProgress && createProgressReporter(call.tellProgress);
  let progress: Progress = { fraction: 0 };
  const result = runWithFiles(tool, call, workspace, work.signal, (next) => {
    progress = next;
    reporter?.report(next);
  });
  try {
    const { jobAfterMs } = workspace;
    const mayBecomeJob = tool.mayBecomeJob !== false && jobAfterMs !== undefined;
    if (!mayBecomeJob || !(await isSlowerThan(result, jobAfterMs))) return { result: await result };
    const job = workspace.jobs.adopt({
      tool: tool.name,
      result,
      progress: () => progress,
      cancel: (reason) => work.abort(reason),
    });
    return { jobId: job.id, progress };
  } catch (error) {
    work.abort(error);
    throw error;
  } finally {
    call.signal.removeEventListener('abort', takeBack);
    await reporter?.stop();
  }
}

async function runWithFiles(
  tool: Tool,
  call: ToolCall,
  workspace: Workspace,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ToolResult> {
  const closing: Array<() => Promise<void>> = [];
  const { outputs, audio, jobs, speaker, conversations, voices, lane } = workspace;
  const context: ToolContext = {
    service: () => serviceWith(tool, workspace.service, signal),
    call: { signal, lane, onProgress },
    openAudio: async (source) => {
      const access = { ...audio, outputs, askFolders: () => call.questions.askFolders() };
      const opened = await openAudio(source, access, signal);
      closing.push(opened.close);
      return opened;
    },
    saveAudio: (made, name) => saveAudio(made, name, outputs, signal),
    outputs,
    jobs,
    speaker,
    conversations,
    defaultVoice: defaultVoice(voices, call.host),
    questions: call.questions,
  };
  try {
    const result = await tool.run(call.input, context);
    // Parsing takes away what the schema does not promise.
    return { ...result, facts: tool.output.parse(result.facts) };
  } finally {
    await Promise.all(closing.map((close) => close()));
  }
}

/** The service, if it has what a tool needs. */
async function serviceWith(tool: Tool, load: () => Promise<VoiceService>, signal: AbortSignal): Promise<VoiceService> {
  const service = await load();
  signal.throwIfAborted();
  if (tool.feature !== undefined) await requireFeature(service, tool.feature, tool.name, signal);
  return service;
}

async function isSlowerThan(result: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<true>((resolve) => {
    timer = setTimeout(resolve, ms, true);
  });
  try {
    return await Promise.race([result.then(() => false as const), slow]);
  } finally {
    clearTimeout(timer);
  }
}
