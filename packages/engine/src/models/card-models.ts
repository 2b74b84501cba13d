import type { BackendModel, BackendVoice } from '../backends/contract.ts';
import type { CardVoice, ModelCard, ModelVariant } from './catalog/card.ts';

/** A card as models are listed; with a variant, under the variant's name. */
export function cardModel(card: ModelCard, variant?: ModelVariant): BackendModel {
  const { id, name, type, tier, supportsCloning, supportsStreaming, creditsPer1kChars } = card;
  return {
    id: variant?.id ?? id,
    name: variant ? `${name}: ${variant.id}` : name,
    type,
    tier,
    languages: (variant?.languages ?? card.languages).map(withoutRegion),
    supportsCloning,
    supportsStreaming,
    creditsPer1kChars,
  };
}

/** A voice of a card as voices are listed. */
export function cardVoice(card: ModelCard, voice: CardVoice): BackendVoice {
  const { id, name, languages, gender } = voice;
  const variant = card.variants.find((candidate) => candidate.id === (voice.variant ?? candidate.id));
  return { id, name, model: card.id, languages, gender, ...(variant && { sampleRate: variant.sampleRate }) };
}

/** Whether a variant speaks a voice of its card. */
export function speaksVoice(variant: ModelVariant, voice: CardVoice): boolean {
  return voice.speaker !== undefined && (voice.variant === undefined || voice.variant === variant.id);
}

function withoutRegion(tag: string): string {
  return tag.split('-', 1)[0] ?? tag;
}
