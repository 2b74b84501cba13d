export { LiveTranscript, type LiveTranscriptProps } from './LiveTranscript.tsx';
export { LiveTranscriptControls, type LiveTranscriptControlsProps } from './LiveTranscriptControls.tsx';
export { LiveTranscriptRoot, type LiveTranscriptRootProps, type LiveTranscriptState } from './LiveTranscriptRoot.tsx';
export { LiveTranscriptText, type LiveTranscriptTextProps } from './LiveTranscriptText.tsx';
