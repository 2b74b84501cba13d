export { potooSchema } from './potoo-schema.ts';
export { settings } from './settings.ts';
