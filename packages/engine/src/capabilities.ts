import type { AudioFormat, Capabilities, Feature, ModelType } from '@potoo/core';
import { AUDIO_FORMATS } from '@potoo/core/formats';
import type { ResolvedEngineOptions } from './engine-options.ts';
import { type Inventory, spokenLanguages, understoodLanguages } from './models/inventory.ts';
import { hearers } from './pipeline/align/hearers.ts';
import { timedVoices } from './pipeline/align/reference-speaker.ts';
import { hearingTranslators } from './translation/hearing-translators.ts';
import { VERSION } from './version.ts';

/** What the engine can do with what is installed, and with the language model that is there. */
export function describeCapabilities(
  inventory: Inventory,
  options: ResolvedEngineOptions,
  hasLanguageModel: boolean,
): Capabilities {
  const speaks = inventory.voices.length > 0;
  const listens = inventory.recognizers.length > 0;
  const tellsTimes = timedVoices(inventory).length > 0 || hearers(inventory).length > 0;
  const aligns = inventory.tools.some(({ model }) => model.type === 'alignment') && tellsTimes;
  const features: Feature[] = ['convertAudio', 'conversations', 'models', ...toolFeatures(inventory)];
  if (speaks) features.push('synthesize', 'streamSpeech');
  const mimics = inventory.tools.some(({ model }) => model.type === 'voice-conversion');
  if (mimics) features.push('convertVoice', 'transformSpeech');
  if (mimics && speaks) features.push('cloneVoice', 'speakAs');
  if (aligns) features.push('align');
  if (listens) features.push('transcribe', 'streamTranscript');
  if (speaks && hasLanguageModel) features.push('converse', 'streamTurn');
  const translators = inventory.tools.filter(({ model }) => model.type === 'translation');
  const translates = hasLanguageModel || translators.length > 0 || hearingTranslators(inventory).length > 0;
  if (speaks && listens && translates) features.push('translateSpeech');
  return {
    service: `potoo engine ${VERSION}`,
    features,
    formats: Object.keys(AUDIO_FORMATS) as AudioFormat[],
    speechLanguages: spokenLanguages(inventory),
    transcriptionLanguages: understoodLanguages(inventory),
    words: speaks,
    ssml: speaks,
    lexicon: speaks,
    diarization: inventory.tools.some(({ model }) => model.type === 'diarization'),
    maxCharacters: options.maxCharacters,
    maxAudioSeconds: options.maxAudioSeconds,
  };
}

/** The feature that a tool of a type makes possible. */
const TOOL_FEATURES: Partial<Record<ModelType, Feature>> = {
  enhancement: 'enhance',
  separation: 'separate',
  dereverb: 'dereverb',
  analysis: 'analyze',
};

function toolFeatures(inventory: Inventory): Feature[] {
  const features = inventory.tools.flatMap(({ model }) => TOOL_FEATURES[model.type] ?? []);
  return [...new Set(features)];
}
