import type { AddressRules } from '../../webhooks/check-address.ts';
import type { PlatformOptions } from './platform.ts';

/** How the rooms that hook into jobs behave. */
export interface JobHookOptions {
  /** Whether webhooks may go to this machine and to private networks. @default false */
  readonly allowPrivateWebhooks?: boolean | undefined;
  /** Whether this process sends webhooks; others on the database do otherwise. @default true */
  readonly sendsWebhooks?: boolean | undefined;
}

/** The rooms that hook into jobs. Credits come first: webhooks tell what was paid. */
export function jobHooks(options: JobHookOptions = {}): NonNullable<PlatformOptions['hooks']> {
  const rules: AddressRules = { allowPrivate: options.allowPrivateWebhooks ?? false };
  return [
    async () => (await import('../../accounts/job-credits.ts')).JOB_CREDITS,
    async ({ database, queue }) => {
      const { createWebhooks } = await import('../../webhooks/webhooks.ts');
      return createWebhooks({ database, queue, sends: options.sendsWebhooks ?? true, ...rules });
    },
  ];
}
