import { voiceServiceCases } from '@potoo/core/testing';
import { Microphone } from '@potoo/core/microphone';
import { VoiceActivity } from '@potoo/core/voice-activity';
import { espeak } from '../espeak.ts';
import { type BrowserEngine, type BrowserEngineOptions, createBrowserEngine, type ExtraVoices } from '../index.ts';

/** What tests reach from outside of the page. */
declare global {
  var createBrowserEngine: (options?: BrowserEngineOptions) => BrowserEngine;
  var espeak: ExtraVoices;
  var voice: BrowserEngine;
  /** The cases that hold every implementation to the contract. */
  var contractCases: typeof voiceServiceCases;
  var violations: string[];
  var listening: { Microphone: typeof Microphone; VoiceActivity: typeof VoiceActivity };
  /** How an error shows itself to a program. */
  var told: (error: unknown) => unknown;
}

globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

globalThis.createBrowserEngine = createBrowserEngine;
globalThis.espeak = espeak;
globalThis.contractCases = voiceServiceCases;
globalThis.voice = createBrowserEngine();
globalThis.listening = { Microphone, VoiceActivity };
globalThis.told = (error) =>
  error instanceof Error
    ? { name: error.name, ...('toJSON' in error && typeof error.toJSON === 'function' ? error.toJSON() : {}) }
    : error;
