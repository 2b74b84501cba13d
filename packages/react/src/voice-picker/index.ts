export { usePersistedVoice } from './usePersistedVoice.ts';
export type { PreviewSource, VoicePreview } from './useVoicePreview.ts';
export { VoicePicker, type VoicePickerProps } from './VoicePicker.tsx';
export { VoicePickerActions, type VoicePickerActionsProps } from './VoicePickerActions.tsx';
export { VoicePickerFilters, type VoicePickerFiltersProps } from './VoicePickerFilters.tsx';
export { VoicePickerRoot, type VoicePickerRootProps } from './VoicePickerRoot.tsx';
export { VoicePickerVoice, type VoicePickerVoiceProps } from './VoicePickerVoice.tsx';
