export { Spectrogram, type SpectrogramProps, type SpectrogramState } from './Spectrogram.tsx';
