export { Narrator, type NarratorProps, type NarratorViewState } from './Narrator.tsx';
