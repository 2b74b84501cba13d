export { PickerList, type PickerListProps } from './PickerList.tsx';
export { PickerOption, type PickerOptionProps } from './PickerOption.tsx';
export { PickerPopup, type PickerPopupProps } from './PickerPopup.tsx';
export { PickerRoot, type PickerRootProps, type PickerState } from './PickerRoot.tsx';
export { PickerSearch, type PickerSearchProps } from './PickerSearch.tsx';
export { PickerTrigger, type PickerTriggerProps } from './PickerTrigger.tsx';
export type { PickerGroup, PickerItem } from './picker-items.ts';
