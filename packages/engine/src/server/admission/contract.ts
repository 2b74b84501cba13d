import type { VoiceService } from '@potoo/core';
import type { Caller } from '../../accounts/caller.ts';
import type { IdempotencyStore } from '../idempotency/contract.ts';

/** A request that asks to be let in. */
export interface Visit {
  /** Headers of its response, whatever becomes of it. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Lets it in.
   * @throws {UnauthorizedError} `missing_key`, `invalid_key`.
   * @throws {ForbiddenError} `origin_not_allowed`, for a publishable key.
   * @throws {RateLimitedError} `too_many_requests`, `too_many_at_once`, `too_many_wrong_keys`.
   */
  enter(): Promise<Guest>;
  /** Gives back what it held, once its response is over. May be called twice; does not reject. */
  leave(): Promise<void>;
}

/** Who was let in. */
export interface Guest {
  readonly caller: Caller;
  /** The service as the caller may use it. */
  readonly service: VoiceService;
  readonly answers: IdempotencyStore;
}

/** Decides who may use a server. */
export interface Admission {
  /** Whether keys are asked for. */
  readonly asksForKeys: boolean;
  /** @param address - Where the request came from, as far as it is known. */
  receive(request: Request, address: string | undefined): Visit;
  /** Whether pages of an origin may call, by a publishable key. */
  allowsOrigin(origin: string): Promise<boolean>;
  /** Looks every key up anew: one of them was ended here. */
  forgetKeys(): void;
  /** Lets go of timers, and writes down what is not yet. */
  close(): Promise<void>;
}
