export { VoiceCloner, type VoiceClonerProps } from './VoiceCloner.tsx';
export { VoiceClonerConsent } from './VoiceClonerConsent.tsx';
export { VoiceClonerReference, type VoiceClonerReferenceProps } from './VoiceClonerReference.tsx';
export { VoiceClonerReview } from './VoiceClonerReview.tsx';
export { VoiceClonerRoot, type VoiceClonerRootProps, type VoiceClonerState } from './VoiceClonerRoot.tsx';
export { VoiceClonerTry } from './VoiceClonerTry.tsx';
