export type { AssetAddresses } from './asset-addresses.ts';
export { BrowserEngine, createBrowserEngine } from './browser-engine.ts';
export type { ExtraVoices } from './espeak.ts';
export type { AssetProgress } from './messages.ts';
export type { NeuralModelId } from './neural/neural-models.ts';
export type { NeuralDtype, NeuralModelChoice, NeuralOptions } from './neural/neural-options.ts';
export type { BrowserEngineOptions } from './options.ts';
