export { AnalysisCard, type AnalysisCardProps, type AnalysisCardState } from './AnalysisCard.tsx';
export { AnalysisFact, type AnalysisFactProps } from './AnalysisFact.tsx';
export { AnalysisSilence, type AnalysisSilenceProps } from './AnalysisSilence.tsx';
export { useAnalysisFacts } from './useAnalysisFacts.ts';
