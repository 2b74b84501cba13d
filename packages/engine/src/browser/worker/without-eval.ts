import { config } from 'zod';

// Zod compiles its schemas with `new Function` where it may. Under a strict policy even the question counts as a violation.
config({ jitless: true });
