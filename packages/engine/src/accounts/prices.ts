import type { CallOptions, Feature, VoiceService } from '@potoo/core';

/** What a price is counted by. */
export type PriceUnit = 'characters' | 'minute' | 'turn' | 'free';

/** How a feature is paid for: `credits` for every unit that was begun, 1,000 characters being one. */
export interface Price {
  readonly unit: PriceUnit;
  readonly credits: number;
}

const FREE: Price = { unit: 'free', credits: 0 };

/**
 * The credit table of the TTS.ai documentation. Speech is paid by the model that speaks, at its `creditsPer1kChars`;
 * the figure here is for a model that states none.
 */
export const PRICES: Readonly<Record<Feature, Price>> = {
  synthesize: { unit: 'characters', credits: 2 },
  streamSpeech: { unit: 'characters', credits: 2 },
  transcribe: { unit: 'minute', credits: 2 },
  streamTranscript: { unit: 'minute', credits: 2 },
  cloneVoice: FREE,
  speakAs: { unit: 'characters', credits: 4 },
  convertVoice: { unit: 'minute', credits: 3 },
  transformSpeech: { unit: 'minute', credits: 3 },
  translateSpeech: { unit: 'minute', credits: 5 },
  enhance: { unit: 'minute', credits: 2 },
  separate: { unit: 'minute', credits: 3 },
  dereverb: { unit: 'minute', credits: 2 },
  analyze: FREE,
  // As listening to it.
  align: { unit: 'minute', credits: 2 },
  convertAudio: FREE,
  converse: { unit: 'turn', credits: 3 },
  streamTurn: { unit: 'turn', credits: 3 },
  conversations: FREE,
  models: FREE,
  // A job costs what its work costs.
  submit: FREE,
};

/** Splitting into two costs 3 credits a minute, into more 4. */
const MANY_STEMS_CREDITS = 4;

const UNIT_SIZES: Readonly<Record<PriceUnit, number>> = {
  characters: 1_000,
  /** Seconds. */
  minute: 60,
  turn: 1,
  free: 1,
};

/** Credits for an amount of work: characters, seconds or turns, each unit that was begun counting whole. */
export function creditsFor({ unit, credits }: Price, amount: number): number {
  if (unit === 'free') return 0;
  return credits * Math.max(1, Math.ceil(amount / UNIT_SIZES[unit]));
}

/** What splitting into a number of stems costs. */
export function stemsPrice(stems = 2): Price {
  return stems > 2 ? { ...PRICES.separate, credits: MANY_STEMS_CREDITS } : PRICES.separate;
}

/** What speech by a model costs. */
export async function modelPrice(service: VoiceService, id: string | undefined, options: CallOptions): Promise<Price> {
  const models = id === undefined || id === 'auto' ? [] : await service.listModels({}, options);
  const credits = models.find((model) => model.id === id)?.creditsPer1kChars;
  return credits === undefined ? PRICES.synthesize : { unit: 'characters', credits };
}
