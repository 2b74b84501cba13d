import { UnsupportedError } from '@potoo/core/errors';

/** Whether the environment forbids the network, to Potoo or to all clients of the hub. */
export function isOffline(env: Readonly<Record<string, string | undefined>>): boolean {
  return ['POTOO_OFFLINE', 'HF_HUB_OFFLINE'].some((name) => /^(1|true|yes|on)$/i.test(env[name] ?? ''));
}

/** A model that would have to be fetched, where nothing may be. */
export function offlineError(id: string): UnsupportedError {
  return new UnsupportedError(`${id} is not installed, and the network may not be used.`, {
    reason: 'offline',
    hint: `Leave --offline out (or unset POTOO_OFFLINE and HF_HUB_OFFLINE) and run: potoo pull ${id}`,
  });
}
