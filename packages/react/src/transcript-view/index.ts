export { TranscriptView, type TranscriptViewProps } from './TranscriptView.tsx';
export { TranscriptViewExport, type TranscriptViewExportProps } from './TranscriptViewExport.tsx';
export { TranscriptViewRoot, type TranscriptViewRootProps, type TranscriptViewState } from './TranscriptViewRoot.tsx';
export { TranscriptViewSegments, type TranscriptViewSegmentsProps } from './TranscriptViewSegments.tsx';
export { type TranscriptFormat, transcriptFile } from './transcript-file.ts';
