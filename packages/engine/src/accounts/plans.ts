import type { Feature } from '@potoo/core';

/** Names of the plans. */
export const PLAN_NAMES = ['free', 'pro', 'enterprise', 'unlimited'] as const;
export type PlanName = (typeof PLAN_NAMES)[number];

/** What an account may do. */
export interface Plan {
  readonly name: PlanName;
  /** Requests in any minute. */
  readonly requestsPerMinute: number;
  /** Requests that are worked on at once. */
  readonly concurrent: number;
  /** Characters of text in one request. */
  readonly maxCharacters: number;
  /** Characters of text in one request of the OuteAI API. */
  readonly maxPromptCharacters: number;
  /** Features that may be used; `all` of them where there is no list. */
  readonly features: 'all' | readonly Feature[];
  /** Whether work is paid for with credits. */
  readonly paysCredits: boolean;
}

const NO_LIMIT = 2 ** 31 - 1;

/**
 * The plans. Pro and Enterprise have the figures of the TTS.ai documentation; the 200 characters of a prompt are the API
 * plan of the OuteAI documentation. The free plan has what that API gives for free: tools that cost no credits.
 */
export const PLANS: Readonly<Record<PlanName, Plan>> = {
  free: {
    name: 'free',
    requestsPerMinute: 10,
    concurrent: 1,
    maxCharacters: 1_000,
    maxPromptCharacters: 200,
    features: ['analyze', 'convertAudio'],
    paysCredits: true,
  },
  pro: {
    name: 'pro',
    requestsPerMinute: 60,
    concurrent: 5,
    maxCharacters: 5_000,
    maxPromptCharacters: 200,
    features: 'all',
    paysCredits: true,
  },
  enterprise: {
    name: 'enterprise',
    requestsPerMinute: 300,
    concurrent: 20,
    maxCharacters: 50_000,
    maxPromptCharacters: 50_000,
    features: 'all',
    paysCredits: true,
  },
  unlimited: {
    name: 'unlimited',
    requestsPerMinute: NO_LIMIT,
    concurrent: NO_LIMIT,
    maxCharacters: NO_LIMIT,
    maxPromptCharacters: NO_LIMIT,
    features: 'all',
    paysCredits: false,
  },
};
