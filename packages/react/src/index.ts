export type { VoiceService } from '@potoo/core';
export { useActiveWord } from './hooks/useActiveWord.ts';
export { useController } from './hooks/useController.ts';
export {
  type UseConversationOptions,
  type UseConversationResult,
  useConversation,
} from './hooks/useConversation.ts';
export { type UseJobOptions, type UseJobResult, useJob } from './hooks/useJob.ts';
export { type UseMicrophoneOptions, type UseMicrophoneResult, useMicrophone } from './hooks/useMicrophone.ts';
export { type UseModelsOptions, type UseModelsResult, useModels } from './hooks/useModels.ts';
export { type UseNarratorOptions, type UseNarratorResult, useNarrator } from './hooks/useNarrator.ts';
export { type UsePlayerOptions, type UsePlayerResult, usePlayer } from './hooks/usePlayer.ts';
export { usePlayerTime } from './hooks/usePlayerTime.ts';
export { type UseRecorderOptions, type UseRecorderResult, useRecorder } from './hooks/useRecorder.ts';
export { type UseSpeechOptions, type UseSpeechResult, useSpeech } from './hooks/useSpeech.ts';
export {
  type UseTranscriptionOptions,
  type UseTranscriptionResult,
  useTranscription,
} from './hooks/useTranscription.ts';
export {
  type UseVoiceActivityOptions,
  type UseVoiceActivityResult,
  useVoiceActivity,
} from './hooks/useVoiceActivity.ts';
export { type UseVoiceCloneOptions, type UseVoiceCloneResult, useVoiceClone } from './hooks/useVoiceClone.ts';
export { type UseVoicesOptions, type UseVoicesResult, useVoices } from './hooks/useVoices.ts';
export { PotooContext, type PotooContextValue, useVoiceService } from './provider/PotooContext.ts';
export { PotooProvider, type PotooProviderProps } from './provider/PotooProvider.tsx';
