import { invalidResponse, PATHS } from '@potoo/core/wire';
import { type AskOptions, ask } from './ask.ts';
import type { Server } from './ServerContext.ts';

/** One line of the caller's account. */
export interface UsageEntry {
  /** Taken below zero, given above. */
  readonly credits: number;
  readonly kind: string;
  readonly note: string;
  readonly createdAt: Date;
}

/** What the caller may do, and what it has used. */
export interface AccountUsage {
  readonly account: string;
  /** Whether the caller may keep models and keys. */
  readonly administrates: boolean;
  readonly plan: string;
  /** `null` where nothing is paid. */
  readonly creditsRemaining: number | null;
  readonly requestsPerMinute: number;
  readonly concurrent: number;
  readonly maxCharacters: number;
  readonly entries: readonly UsageEntry[];
}

/** The caller's plan, its limits and its account. */
export async function readUsage(server: Pick<Server, 'apiKey'>, options: AskOptions): Promise<AccountUsage> {
  const body = record(await ask(server, PATHS.usage, options));
  const limits = record(body['limits']);
  const entries = Array.isArray(body['entries']) ? body['entries'].map(record) : [];
  const left = body['credits_remaining'];
  return {
    account: String(body['account']),
    administrates: body['administrates'] === true,
    plan: String(body['plan']),
    creditsRemaining: typeof left === 'number' ? left : null,
    requestsPerMinute: Number(limits['requests_per_minute']),
    concurrent: Number(limits['concurrent']),
    maxCharacters: Number(limits['max_characters']),
    entries: entries.map((entry) => ({
      credits: Number(entry['credits']),
      kind: String(entry['kind']),
      note: String(entry['note'] ?? ''),
      createdAt: new Date(String(entry['created_at'])),
    })),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value));
  throw invalidResponse('The usage is not an object.');
}
