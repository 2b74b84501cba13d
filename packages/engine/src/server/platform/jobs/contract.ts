import type { ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import type { Platform } from '../platform.ts';

/** What the routes of jobs and results are made of. */
export interface JobRouteParts {
  readonly platform: Pick<Platform, 'jobs' | 'results'>;
  readonly options: ResolvedServerOptions;
  /** Whose jobs and results a request is about. @default 'local', for everybody */
  readonly ownerOf?: ((c: ServerContext) => string) | undefined;
  /** What is kept with the jobs that a request submits, for hooks. @default Nothing. */
  readonly contextOf?: ((c: ServerContext) => Readonly<Record<string, unknown>>) | undefined;
  /** Address of the server as its clients know it, without a last slash. @default The one that the request names. */
  readonly publicUrl?: string | undefined;
}

/** The parts with their defaults applied. */
export interface ResolvedJobRouteParts extends Pick<JobRouteParts, 'platform' | 'options'> {
  ownerOf(c: ServerContext): string;
  contextOf(c: ServerContext): Readonly<Record<string, unknown>>;
  baseUrlOf(c: ServerContext): string;
}

/** Applies the defaults. */
export function resolveParts({
  platform,
  options,
  ownerOf,
  contextOf,
  publicUrl,
}: JobRouteParts): ResolvedJobRouteParts {
  return {
    platform,
    options,
    ownerOf: ownerOf ?? (() => 'local'),
    contextOf: contextOf ?? (() => ({})),
    baseUrlOf: (c) => publicUrl ?? new URL(c.req.url).origin,
  };
}
