export type { LibraryOptions, LibraryState } from './library.ts';
export { ModelLibrary, type ModelLibraryOptions, type ModelLibraryState } from './model-library.ts';
export { VoiceLibrary, type VoiceLibraryOptions, type VoiceLibraryState, type VoicePreview } from './voice-library.ts';
