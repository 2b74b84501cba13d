import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Handler } from 'hono';
import type { Caller } from '../accounts/caller.ts';

/** The connection that a request came by; empty for {@link PotooServer.fetch}. */
export interface Connection {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/** What handlers find in their context beside the request. */
export interface ServerEnv {
  readonly Bindings: Connection & {
    readonly requestId: string;
    /** Who asks. */
    readonly caller: Caller;
    /** Which route answers, for logs and metrics. */
    readonly trace: { route?: string };
    /** Reports a failure that comes after the response began. */
    readonly report: (error: unknown) => void;
  };
}

/** The context of a request here. */
export type ServerContext = Context<ServerEnv>;

/** A function that answers requests of one route. */
export type RouteHandler = Handler<ServerEnv>;
