export { AudioDropzone, type AudioDropzoneProps } from './AudioDropzone.tsx';
export { AudioDropzoneButton, type AudioDropzoneButtonProps } from './AudioDropzoneButton.tsx';
export { AudioDropzoneHint, type AudioDropzoneHintProps } from './AudioDropzoneHint.tsx';
export { AudioDropzoneRejections, type AudioDropzoneRejectionsProps } from './AudioDropzoneRejections.tsx';
export { AudioDropzoneRoot, type AudioDropzoneRootProps, type AudioDropzoneState } from './AudioDropzoneRoot.tsx';
export type { Rejection, RejectionReason } from './checkFiles.ts';
