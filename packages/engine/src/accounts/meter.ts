import { BadRequestError, type Feature, ForbiddenError, type Usage } from '@potoo/core';
import type { Database } from '../db/database.ts';
import type { Caller } from './caller.ts';
import { type Reservation, reserveCredits, settleCredits } from './ledger.ts';
import { creditsFor, type Price } from './prices.ts';

/** Features that a publishable key may use: anybody can read it from the page. */
const PUBLISHABLE_FEATURES: readonly Feature[] = ['synthesize', 'streamSpeech'];

/** A piece of work that is being paid for. */
export interface Charge {
  /** What the usage will say, if the work costs as much and nothing else is paid meanwhile. */
  quote(cost: number): Usage;
  /** Takes what the work cost, and tells it. Later calls tell the same. @param cost - Credits. */
  settle(cost: number): Promise<Usage>;
  /** Gives everything back, unless it was settled. Does not reject. */
  refund(): Promise<void>;
}

/** Lets a caller work, within what its plan allows. */
export interface Meter {
  /** @throws {ForbiddenError} `plan_forbids` or `key_forbids`. */
  allow(feature: Feature): void;
  /** @throws {BadRequestError} `text_too_long` for the plan. */
  allowText(characters: number): void;
  /** Puts credits aside. @throws {InsufficientCreditsError} */
  begin(feature: Feature, price: Price, amount: number): Promise<Charge>;
}

/** Makes the meter of a caller. @param holder - This process, as its reservations name it. */
export function createMeter(database: Database, caller: Caller, holder: string): Meter {
  const { plan, kind, accountId } = caller;
  return {
    allow(feature) {
      if (kind === 'publishable' && !PUBLISHABLE_FEATURES.includes(feature)) throw keyForbids(feature);
      if (plan.features !== 'all' && !plan.features.includes(feature)) throw planForbids(plan.name, feature);
    },
    allowText(characters) {
      if (characters > plan.maxCharacters) throw textTooLong(characters, plan.maxCharacters);
    },
    async begin(feature, price, amount) {
      if (!plan.paysCredits) return FREE_OF_CHARGE;
      const credits = creditsFor(price, amount);
      return chargeOf(
        database,
        credits,
        await reserveCredits(database, { accountId, amount: credits, feature, holder }),
      );
    },
  };
}

const FREE_OF_CHARGE: Charge = { quote: () => ({}), settle: async () => ({}), refund: async () => {} };

function chargeOf(database: Database, reserved: number, { id, balance: left }: Reservation): Charge {
  let settled: Promise<Usage> | undefined;
  const take = async (cost: number): Promise<Usage> => {
    const { used, balance } = await settleCredits(database, id, cost);
    return { creditsUsed: used, creditsRemaining: balance };
  };
  return {
    quote: (cost) => ({ creditsUsed: cost, creditsRemaining: left + reserved - cost }),
    settle: (cost) => (settled ??= take(cost)),
    async refund() {
      // What cannot be given back now is given back when the reservation runs out.
      settled ??= take(0);
      await settled.catch(() => {});
    },
  };
}

function keyForbids(feature: Feature): ForbiddenError {
  return new ForbiddenError(`A publishable key cannot be used for ${feature}.`, {
    reason: 'key_forbids',
    hint: 'Publishable keys speak and list voices. Use a secret key, from a server.',
  });
}

function planForbids(plan: string, feature: Feature): ForbiddenError {
  return new ForbiddenError(`The ${plan} plan does not include ${feature}.`, {
    reason: 'plan_forbids',
    hint: 'Ask the operator of this server for another plan.',
  });
}

function textTooLong(characters: number, limit: number): BadRequestError {
  return new BadRequestError(`The text has ${characters} characters, and the plan allows ${limit}.`, {
    reason: 'text_too_long',
    param: 'text',
    hint: 'Split the text, or use a plan that allows more.',
    details: { max_characters: limit },
  });
}
