import type { VoiceService } from '@potoo/core';

/** How a server is run. */
export interface ServeOptions {
  /** Makes the voice service that tools work with, on the first call that needs it. @default As the settings say. */
  readonly service?: () => Promise<VoiceService>;
  /** Ends the server. */
  readonly signal?: AbortSignal;
  /** Told of what goes wrong. @default Nobody is. */
  readonly onError?: (error: unknown) => void;
}
