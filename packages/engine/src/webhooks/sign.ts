import { Webhook } from 'standardwebhooks';

/** A message to be signed. */
export interface SignedMessage {
  readonly id: string;
  readonly body: string;
}

/**
 * The headers of a message (https://www.standardwebhooks.com): its id, the time of this attempt, and a signature for each
 * secret.
 */
export function signatureHeaders(
  { id, body }: SignedMessage,
  secrets: readonly string[],
  now: Date = new Date(),
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}
