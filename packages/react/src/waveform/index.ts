export { Waveform, type WaveformProps } from './Waveform.tsx';
export { WaveformBars, type WaveformBarsProps } from './WaveformBars.tsx';
export { WaveformRoot, type WaveformRootProps, type WaveformState } from './WaveformRoot.tsx';
export { WaveformSlider, type WaveformSliderProps } from './WaveformSlider.tsx';
export type { WaveformPeaks } from './waveform-peaks.ts';
