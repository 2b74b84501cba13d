import type { Feature } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';

/** The methods of the contract that no voice of a page serves. */
export abstract class PageRefusals {
  cloneVoice = refusing('cloneVoice');
  deleteVoice = refusing('cloneVoice');
  exportVoice = refusing('cloneVoice');
  importVoice = refusing('cloneVoice');
  speakAs = refusing('speakAs');
  convertVoice = refusing('convertVoice');
  transformSpeech = refusing('transformSpeech');
  translateSpeech = refusing('translateSpeech');
  enhance = refusing('enhance');
  separate = refusing('separate');
  dereverb = refusing('dereverb');
  analyze = refusing('analyze');
  align = refusing('align');
  converse = refusing('converse');
  streamTurn = refusingStream('streamTurn');
  truncateTurn = refusing('conversations');
  listConversations = refusing('conversations');
  getConversation = refusing('conversations');
  deleteConversation = refusing('conversations');
  pullModel = refusing('models');
  watchPull = refusingStream('models');
  cancelPull = refusing('models');
  removeModel = refusing('models');
  modelStorage = refusing('models');
  submit = refusing('submit');
  getJob = refusing('submit');
  cancelJob = refusing('submit');
  watchJob = refusingStream('submit');
}

function refusing(feature: Feature): () => Promise<never> {
  return async () => {
    throw refusal(feature);
  };
}

function refusingStream(feature: Feature): () => AsyncGenerator<never> {
  // biome-ignore lint/correctness/useYield: it rejects on the first read
  return async function* () {
    throw refusal(feature);
  };
}

function refusal(feature: Feature): UnsupportedError {
  return new UnsupportedError(`The engine in a page does not have ${feature}.`, {
    reason: 'feature_not_supported',
    hint: 'Ask a server for it, with potoo(). capabilities() lists what works in a page.',
  });
}

/** For a page that was given nothing that understands speech. */
export function noEars(): UnsupportedError {
  return new UnsupportedError('This page has nothing that understands speech.', {
    reason: 'feature_not_supported',
    hint: "Give createBrowserEngine() a recogniser, `neural: { models: ['whisper-base'], … }`, or ask a server, with potoo().",
  });
}

/** For a page that was given nothing that tells voices from other sound. */
export function noDetector(): UnsupportedError {
  return new UnsupportedError('This page has no model that tells voices from other sound.', {
    reason: 'feature_not_supported',
    hint: "Give createBrowserEngine() `neural: { models: ['silero-vad'], … }`, or go without a detector: then level and pitch tell.",
  });
}
