export { Narrator, type NarratorOptions, type NarratorState } from './narrator.ts';
export { characterAt, type PageParagraph, rangeOf, readPage, type TextPlace } from './read-page.ts';
