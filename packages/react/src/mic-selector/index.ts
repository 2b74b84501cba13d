export { MicSelector, type MicSelectorProps } from './MicSelector.tsx';
export { MicSelectorDevices, type MicSelectorDevicesProps } from './MicSelectorDevices.tsx';
export { MicSelectorNotice } from './MicSelectorNotice.tsx';
export { MicSelectorRoot, type MicSelectorRootProps, type MicSelectorState } from './MicSelectorRoot.tsx';
