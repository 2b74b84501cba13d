export { SpeakButton, type SpeakButtonProps, type SpeakButtonState } from './SpeakButton.tsx';
