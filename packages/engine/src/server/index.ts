export { createServer, type PotooServer } from './create-server.ts';
export type { CloseOptions, ListenOptions, RunningServer } from './listen.ts';
export type { FailedRequest, ServerLimits, ServerOptions } from './server-options.ts';
