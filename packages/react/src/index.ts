export type { VoiceService } from '@potoo/core';
export { useActiveWord } from './hooks/useActiveWord.ts';
export { useController } from './hooks/useController.ts';
export { type UsePlayerOptions, type UsePlayerResult, usePlayer } from './hooks/usePlayer.ts';
export { usePlayerTime } from './hooks/usePlayerTime.ts';
export { type UseSpeechOptions, type UseSpeechResult, useSpeech } from './hooks/useSpeech.ts';
export { PotooContext, type PotooContextValue, useVoiceService } from './provider/PotooContext.ts';
export { PotooProvider, type PotooProviderProps } from './provider/PotooProvider.tsx';
