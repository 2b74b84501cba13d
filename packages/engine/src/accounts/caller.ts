import type { KeyKind } from './api-key.ts';
import { PLANS, type Plan } from './plans.ts';

/** Who asks. */
export interface Caller {
  /** Id of the account; whatever is kept for the caller is kept under it. */
  readonly accountId: string;
  /** Id of the key that was sent. */
  readonly keyId: string;
  readonly kind: KeyKind;
  /** Whether they may keep models and the keys of others. */
  readonly administrates: boolean;
  readonly plan: Plan;
}

/** Whoever reaches a server that asks for no keys, from the same machine. OuteAI's path is as its clients know it, on the plan for its API. */
export const LOCAL_CALLER: Caller = {
  accountId: 'local',
  keyId: 'none',
  kind: 'secret',
  administrates: true,
  plan: { ...PLANS.unlimited, maxPromptCharacters: PLANS.pro.maxPromptCharacters },
};
