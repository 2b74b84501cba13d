import type { Progress, VoiceService } from '@potoo/core';
import type { Database } from '../db/database.ts';
import type { Results } from '../results/results.ts';
import type { JobRecord } from './contract.ts';
import type { Attempt } from './job-records.ts';

/** Everything that the work on a started job needs. */
export interface JobRun {
  readonly job: JobRecord;
  readonly attempt: Attempt;
  readonly service: VoiceService;
  readonly results: Results;
  readonly database: Database;
  /** Aborts when the job is cancelled, handed back, or given to another worker. */
  readonly signal: AbortSignal;
  /** Takes any number of calls; it writes at most twice a second. */
  readonly report: (progress: Progress) => void;
}
