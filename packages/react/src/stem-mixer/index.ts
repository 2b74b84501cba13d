export { StemMixer, type StemMixerProps } from './StemMixer.tsx';
export { StemMixerRoot, type StemMixerRootProps, type StemMixerState } from './StemMixerRoot.tsx';
export { StemMixerStrip, type StemMixerStripProps } from './StemMixerStrip.tsx';
export { StemMixerTransport, type StemMixerTransportProps } from './StemMixerTransport.tsx';
