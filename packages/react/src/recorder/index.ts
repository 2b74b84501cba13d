export { Recorder, type RecorderProps } from './Recorder.tsx';
export { RecorderControls, type RecorderControlsProps } from './RecorderControls.tsx';
export { RecorderLive, type RecorderLiveProps } from './RecorderLive.tsx';
export { RecorderReview, type RecorderReviewProps } from './RecorderReview.tsx';
export { RecorderRoot, type RecorderRootProps, type RecorderViewState } from './RecorderRoot.tsx';
export { type TrimmedRecording, trimSilence } from './trimSilence.ts';
