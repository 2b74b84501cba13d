import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../db/database.ts';
import { jobs, webhookMessages as table } from '../db/schema/index.ts';
import type { JobHooks, JobRecord } from '../jobs/contract.ts';
import { declareQueue, type Queue, within } from '../jobs/queue.ts';
import { type AddressRules, checkWebhookAddress } from './check-address.ts';
import { type PostOutcome, postMessage } from './post-message.ts';
import { nextAttempt } from './schedule.ts';
import { signingSecrets } from './secrets.ts';
import { signatureHeaders } from './sign.ts';

const QUEUE = 'potoo-webhooks';
/** Messages that this process sends at once. */
const AT_ONCE = 4;
/** How long messages can be looked up. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** How the queue delivers: a process that dies in the middle of an attempt has another one make it again. */
const DELIVERY = {
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  expireInSeconds: 120,
  retentionSeconds: 14 * 24 * 3_600,
  deleteAfterSeconds: 600,
  notify: true,
} as const;

/** What webhooks need. */
export interface WebhookOptions extends AddressRules {
  readonly database: Database;
  readonly queue: Queue;
  /** Whether this process sends messages; else others do. */
  readonly sends: boolean;
  /** Seconds to wait after each attempt that failed. @default More than three days in all. */
  readonly retrySeconds?: readonly number[];
}

/**
 * Tells addresses when jobs have ended. A message is written down in the transaction that ends its job, so that none is
 * lost; it is sent until it arrives or three days have passed, possibly twice, always with the same `webhook-id`.
 */
export async function createWebhooks(options: WebhookOptions): Promise<JobHooks> {
  const { database, queue, sends, allowPrivate } = options;
  await declareQueue(queue, QUEUE, DELIVERY);
  const deliver = async (id: string) => {
    const [message] = await database.orm.select().from(table).where(eq(table.id, id));
    if (message?.status !== 'pending') return;
    const { body } = message;
    const headers = signatureHeaders({ id, body }, await signingSecrets(database, message.owner));
    const outcome = await postMessage(new URL(message.url), body, headers, { allowPrivate });
    await record(options, message, outcome);
  };
  if (sends) {
    const looking = {
      localConcurrency: AT_ONCE,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 2,
      heartbeatRefreshSeconds: 3,
    };
    await queue.work<{ readonly message: string }>(QUEUE, looking, async ([sent]) => {
      if (sent) await deliver(sent.data.message);
    });
  }
  return {
    async onQueued({ webhookUrl }) {
      if (webhookUrl !== null) checkWebhookAddress(webhookUrl, { allowPrivate });
    },
    async onEnded(job, tx) {
      if (job.webhookUrl === null) return;
      const id = `msg_${job.id}_${job.run}`;
      const body = await describeEnd(job, tx);
      await tx.insert(table).values({ id, owner: job.owner, jobId: job.id, url: job.webhookUrl, body });
      await queue.send(QUEUE, { message: id }, { db: within(tx) });
    },
  };
}

type Message = typeof table.$inferSelect;

/** Writes down what came of an attempt, and plans the next one. */
async function record(
  { database, queue, retrySeconds }: WebhookOptions,
  message: Message,
  outcome: PostOutcome,
): Promise<void> {
  const { status: answer, failure, retryAfterMs } = outcome;
  const attempts = message.attempts + 1;
  const arrived = answer !== undefined && answer >= 200 && answer < 300;
  // Gone: the receiver wants to hear no more.
  const wait = arrived || answer === 410 ? undefined : nextAttempt(attempts, retryAfterMs, Math.random(), retrySeconds);
  const status = arrived ? 'delivered' : wait === undefined ? 'failed' : 'pending';
  await database.orm.transaction(async (tx) => {
    await tx
      .update(table)
      .set({ status, attempts, outcome: failure ?? `status ${answer}`, deliveredAt: arrived ? new Date() : null })
      .where(and(eq(table.id, message.id), eq(table.status, 'pending')));
    if (wait !== undefined) await queue.send(QUEUE, { message: message.id }, { startAfter: wait, db: within(tx) });
  });
}

/** The body of the seed, and why a job failed. */
async function describeEnd(ended: JobRecord, tx: Transaction): Promise<string> {
  // Other rooms may have written down meanwhile what it cost.
  const [job = ended] = await tx.select().from(jobs).where(eq(jobs.id, ended.id));
  const succeeded = job.status === 'completed';
  return JSON.stringify({
    event: succeeded ? 'task.completed' : job.status === 'cancelled' ? 'task.cancelled' : 'task.failed',
    task_id: job.id,
    status: succeeded ? 'success' : job.status,
    result_url: succeeded ? `${job.baseUrl}/v1/results/${job.id}` : null,
    credits_used: job.usage?.creditsUsed ?? 0,
    created_at: job.createdAt.toISOString(),
    completed_at: (job.completedAt ?? new Date()).toISOString(),
    ...(job.status === 'failed' && { error: job.error }),
  });
}

/** Removes messages that are too old to be looked up. */
export async function sweepMessages({ orm }: Database): Promise<void> {
  await orm.delete(table).where(lt(table.createdAt, sql`now() - ${`${KEPT_MS} milliseconds`}::interval`));
}
