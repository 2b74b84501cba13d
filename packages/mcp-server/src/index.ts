export type { HttpOptions } from './http/http-options.ts';
export { resolveHttpOptions } from './http/http-options.ts';
export { type HostPipes, runStdio } from './serve/run-stdio.ts';
export { type HttpServer, serveHttp } from './serve/serve-http.ts';
export type { ServeOptions } from './serve/serve-options.ts';
export { type Environment, resolveSettings, type SettingFlags, type Settings } from './settings.ts';
export { VERSION } from './version.ts';
