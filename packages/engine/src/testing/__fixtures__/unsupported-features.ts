import {
  type Alignment,
  type Analysis,
  type AudioResult,
  type Conversation,
  type ConversationHistory,
  type ConversationTurn,
  type ClonedVoice,
  type Feature,
  type Job,
  type ModelPull,
  type ModelStorage,
  type RemovedModel,
  type SeparationResult,
  type SpeechResult,
  type TranslationResult,
  type Turn,
  type TurnEvent,
  UnsupportedError,
  type Voice,
} from '@potoo/core';

/** The methods of the contract that a service for tests does without. */
export abstract class UnsupportedFeatures {
  cloneVoice(): Promise<ClonedVoice> {
    return reject('cloneVoice');
  }
  deleteVoice(): Promise<void> {
    return reject('cloneVoice');
  }
  exportVoice(): Promise<Uint8Array<ArrayBuffer>> {
    return reject('cloneVoice');
  }
  importVoice(): Promise<Voice> {
    return reject('cloneVoice');
  }
  speakAs(): Promise<SpeechResult> {
    return reject('speakAs');
  }
  convertVoice(): Promise<AudioResult> {
    return reject('convertVoice');
  }
  transformSpeech(): Promise<AudioResult> {
    return reject('transformSpeech');
  }
  translateSpeech(): Promise<TranslationResult> {
    return reject('translateSpeech');
  }
  enhance(): Promise<AudioResult> {
    return reject('enhance');
  }
  separate(): Promise<SeparationResult> {
    return reject('separate');
  }
  dereverb(): Promise<AudioResult> {
    return reject('dereverb');
  }
  analyze(): Promise<Analysis> {
    return reject('analyze');
  }
  align(): Promise<Alignment> {
    return reject('align');
  }
  converse(): Promise<Turn> {
    return reject('converse');
  }
  // biome-ignore lint/correctness/useYield: it rejects on the first read
  async *streamTurn(): AsyncGenerator<TurnEvent> {
    await reject('streamTurn');
  }
  truncateTurn(): Promise<ConversationTurn> {
    return reject('conversations');
  }
  listConversations(): Promise<Conversation[]> {
    return reject('conversations');
  }
  getConversation(): Promise<ConversationHistory> {
    return reject('conversations');
  }
  deleteConversation(): Promise<void> {
    return reject('conversations');
  }
  pullModel(): Promise<ModelPull> {
    return reject('models');
  }
  // biome-ignore lint/correctness/useYield: it rejects on the first read
  async *watchPull(): AsyncGenerator<ModelPull> {
    await reject('models');
  }
  cancelPull(): Promise<ModelPull> {
    return reject('models');
  }
  removeModel(): Promise<RemovedModel> {
    return reject('models');
  }
  modelStorage(): Promise<ModelStorage> {
    return reject('models');
  }
  submit(): Promise<Job> {
    return reject('submit');
  }
  getJob(): Promise<Job> {
    return reject('submit');
  }
  cancelJob(): Promise<Job> {
    return reject('submit');
  }
  // biome-ignore lint/correctness/useYield: it rejects on the first read
  async *watchJob(): AsyncGenerator<Job> {
    await reject('submit');
  }
}

async function reject(feature: Feature): Promise<never> {
  throw new UnsupportedError(`The tones do not have ${feature} yet.`, {
    reason: 'feature_not_supported',
    hint: 'capabilities() lists what it has.',
  });
}
