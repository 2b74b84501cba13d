import type { AudioInput, VoiceService, Warning } from '@potoo/core';
import { spoolAudio } from '../../audio/spool.ts';
import type { ResolvedTool } from '../../models/resolve-tool.ts';
import type { EngineCall } from '../engine-call.ts';
import { firstReachable } from '../first-reachable.ts';

/** The recording of a request. */
export interface Recording {
  readonly audio: AudioInput;
  readonly fileName?: string | undefined;
}

/** What is handed over of a request beside its options. */
interface Handed {
  readonly audio: AudioInput;
  readonly fileName?: string;
  readonly model: string;
}

/** The two ways in which work is done. */
export interface WaysToWork<Result> {
  /** Hands the whole request to another server. */
  there(service: VoiceService, request: Handed, options: { readonly signal: AbortSignal }): Promise<Result>;
  /** Does it on this machine. */
  here(tool: ResolvedTool, recording: Recording): Promise<Result>;
}

type Candidate = Pick<ResolvedTool, 'model' | 'backend' | 'installation'>;

/**
 * Does the work of a tool where the tool is. Where another server does not answer, the next that may serve in its place is
 * asked, and it is told if that is another model.
 */
export async function workWhereItIs<Result extends { readonly warnings: readonly Warning[] }>(
  tool: ResolvedTool,
  recording: Recording,
  call: EngineCall,
  ways: WaysToWork<Result>,
): Promise<Result> {
  if (!tool.backend.remote) return ways.here(tool, recording);
  const { tempDirectory: directory, maxAudioBytes: maxBytes } = call.options;
  // Whoever is asked next needs it as well, and a stream can be read only once.
  await using spooled = await spoolAudio(recording.audio, { directory, maxBytes, signal: call.signal });
  const { fileName } = recording;
  const kept = { audio: { path: spooled.path }, ...(fileName !== undefined && { fileName }) };
  const candidates: readonly Candidate[] = [tool, ...(tool.alternatives ?? [])];
  return await firstReachable(candidates, async (entry) => {
    const warnings = entry.model.id === tool.model.id ? tool.warnings : [...tool.warnings, stoodIn(tool, entry)];
    const { remote } = entry.backend;
    if (!remote) return ways.here({ ...entry, warnings }, kept);
    const request = { ...kept, model: remote.nameOf(entry.model.id) };
    const result = await remote.ask(call, (service, options) => ways.there(service, request, options));
    return { ...result, warnings: [...warnings, ...result.warnings] };
  });
}

function stoodIn({ model }: Candidate, served: Candidate): Warning {
  const message = `No server that has ${model.id} can be reached: ${served.model.id} did the work instead.`;
  return { type: 'fallback', subject: 'model', message };
}
