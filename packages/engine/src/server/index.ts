export type { MeasureAudio } from '../accounts/metered-service.ts';
export type { Admission } from './admission/contract.ts';
export { createServer, type PotooServer } from './create-server.ts';
export type { CloseOptions, ListenOptions, RunningServer } from './listen.ts';
export { type JobHookOptions, jobHooks } from './platform/job-hooks.ts';
export { type HouseOptions, openToAll, openToKeys } from './platform/open-house.ts';
export { createPlatform, type Platform, type PlatformOptions } from './platform/platform.ts';
export type { FailedRequest, ServerLimits, ServerOptions } from './server-options.ts';
