import { join } from 'node:path';
import type { VoiceService } from '@potoo/core';
import { ALL_HANDLES, createOwnHandles } from '../calls/own-handles.ts';
import type { Workspace } from '../calls/run-tool.ts';
import { createSpeaker } from '../devices/speaker.ts';
import { createOutputFolder } from '../files/output-folder.ts';
import { createJobDesk } from '../jobs/job-desk.ts';
import { chooseService, lazyService } from '../service/choose-service.ts';
import type { Settings } from '../settings.ts';

/** What all connections to this process share. */
export interface Shared {
  /** The workspace of a caller; the same caller gets the same one. */
  workspaceOf(caller: string): Workspace;
  /** Stops all work and lets go of the service. */
  close(): Promise<void>;
}

/** How callers are served. */
export interface SharedOptions {
  /** Makes the voice service, on the first call that needs it. @default As the settings say. */
  readonly service?: () => Promise<VoiceService>;
  /** Gives each caller a part of the output folder for themselves. @default false */
  readonly apart?: boolean;
}

/** Makes what connections share. */
export function createShared(settings: Settings, options: SharedOptions = {}): Shared {
  const { service: make = () => chooseService(settings.service), apart = false } = options;
  const service = lazyService(make);
  const speaker = createSpeaker();
  const workspaces = new Map<string, Workspace>();
  const makeWorkspace = (caller: string): Workspace => ({
    lane: caller,
    service: service.get,
    outputs: createOutputFolder(apart ? join(settings.output, caller) : settings.output),
    audio: { allowed: settings.allowed, fetch: settings.fetch, maxBytes: settings.maxInputBytes },
    jobs: createJobDesk(),
    speaker,
    conversations: apart ? createOwnHandles() : ALL_HANDLES,
    voices: settings.voices,
    jobAfterMs: settings.jobAfterMs,
  });
  return {
    workspaceOf: (caller) => {
      const workspace = workspaces.get(caller) ?? makeWorkspace(caller);
      workspaces.set(caller, workspace);
      return workspace;
    },
    close: async () => {
      for (const { jobs } of workspaces.values()) jobs.close();
      await service.close();
    },
  };
}
