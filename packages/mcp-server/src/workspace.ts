import type { VoiceService } from '@potoo/core';
import type { Workspace } from './calls/run-tool.ts';
import { createOutputFolder } from './files/output-folder.ts';
import { createJobDesk } from './jobs/job-desk.ts';
import { chooseService, lazyService } from './service/choose-service.ts';
import type { Settings } from './settings.ts';

/** What all connections to this process share. */
export interface Shared {
  /** The workspace of a caller; the same caller gets the same one. */
  workspaceOf(caller: string): Workspace;
  /** Stops all work and lets go of the service. */
  close(): Promise<void>;
}

/**
 * Makes what connections share.
 * @param make - Makes the voice service, on the first call that needs it.
 */
export function createShared(
  settings: Settings,
  make: () => Promise<VoiceService> = () => chooseService(settings.service),
): Shared {
  const service = lazyService(make);
  const outputs = createOutputFolder(settings.output);
  const workspaces = new Map<string, Workspace>();
  return {
    workspaceOf: (caller) => {
      const known = workspaces.get(caller);
      if (known) return known;
      const workspace: Workspace = {
        lane: caller,
        service: service.get,
        outputs,
        audio: { allowed: settings.allowed, fetch: settings.fetch, maxBytes: settings.maxInputBytes },
        jobs: createJobDesk(),
        voices: settings.voices,
        jobAfterMs: settings.jobAfterMs,
      };
      workspaces.set(caller, workspace);
      return workspace;
    },
    close: async () => {
      for (const { jobs } of workspaces.values()) jobs.close();
      await service.close();
    },
  };
}
