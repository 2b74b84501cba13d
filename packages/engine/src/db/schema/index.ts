export { accounts, apiKeys, idempotentRequests, leases, ledger, rateLimits, reservations } from './accounts.ts';
export { conversations, conversationTurns } from './conversations.ts';
export { jobItems, jobStatus, jobs, workers } from './jobs.ts';
export { potooSchema } from './potoo-schema.ts';
export { results } from './results.ts';
export { settings } from './settings.ts';
export { voices } from './voices.ts';
export { webhookMessages, webhookSecrets } from './webhooks.ts';
