export { PotooContext, type PotooContextValue, useVoiceService } from './PotooContext.ts';
export { PotooProvider, type PotooProviderProps } from './PotooProvider.tsx';
