/** The state of the caller's rate limit, from `X-RateLimit-*`. */
export interface RateLimit {
  /** Requests allowed in the window. */
  readonly limit: number;
  /** Requests left in it. */
  readonly remaining: number;
  /** When the window starts again. */
  readonly resetAt: Date;
}

/** What a request used, as far as the service says. */
export interface Usage {
  /** Characters of text that were spoken. */
  readonly characters?: number;
  /** Seconds of audio that went in or came out. */
  readonly audioSeconds?: number;
  /** Credits taken for it. */
  readonly creditsUsed?: number;
  /** Credits left after it. */
  readonly creditsRemaining?: number;
}

/** Facts about the exchange that produced a result. Empty for a service that runs in process. */
export interface ResponseMetadata {
  readonly requestId?: string;
  readonly rateLimit?: RateLimit;
}
