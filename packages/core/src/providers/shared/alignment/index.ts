export { alignByHearing } from './align-by-hearing.ts';
