export { JobProgress, type JobProgressProps } from './JobProgress.tsx';
export { JobProgressBar, type JobProgressBarProps } from './JobProgressBar.tsx';
export { JobProgressCancel, type JobProgressCancelProps } from './JobProgressCancel.tsx';
export { JobProgressItems, type JobProgressItemsProps } from './JobProgressItems.tsx';
export { JobProgressResults, type JobProgressResultsProps } from './JobProgressResults.tsx';
export { JobProgressRoot, type JobProgressRootProps, type JobProgressState } from './JobProgressRoot.tsx';
export { JobProgressStatus, type JobProgressStatusProps } from './JobProgressStatus.tsx';
