import type { VoiceService } from '@potoo/core';
import type { Admission, MeasureAudio, Platform } from '../server/index.ts';
import type { CliContext } from './cli-context.ts';
import { type DataOptions, dataPlace } from './data-session.ts';
import { isLocalEngine } from './local-engine.ts';
import type { Reporter } from './reporter.ts';

/** What of the options of `potoo serve` says who is let in and what is kept. */
interface HouseOptions extends DataOptions {
  readonly requireKeys?: boolean;
  readonly publicUrl?: string;
  readonly allowPrivateWebhooks?: boolean;
  readonly results?: string;
  readonly jobs: number;
}

/** What a server has beside its service: who is let in, and what is kept. */
export interface ServingHouse {
  readonly platform: Platform;
  readonly admission: Admission;
  close(): Promise<void>;
}

/** Opens it; close it once nobody is served any more. */
export async function openServingHouse(
  service: VoiceService,
  options: HouseOptions,
  context: CliContext,
  reporter: Reporter,
): Promise<ServingHouse> {
  const { createPlatform, jobHooks, openToAll, openToKeys } = await import('../server/index.ts');
  const { env } = context;
  const { publicUrl, jobs: capacity, requireKeys } = options;
  const onError = (error: unknown) => reporter.tell(`potoo: ${error instanceof Error ? error.message : String(error)}`);
  const platform = createPlatform({
    ...dataPlace(context, options),
    results: options.results ?? (env['POTOO_RESULTS'] || undefined),
    service,
    capacity,
    hooks: jobHooks({ allowPrivateWebhooks: options.allowPrivateWebhooks }),
    env,
    onError,
  });
  const measure: MeasureAudio = async (audio, call) => (isLocalEngine(service) ? service.measure(audio, call) : 0);
  const conversationsOf = isLocalEngine(service) ? service.conversationsOf.bind(service) : undefined;
  const parts = { service, platform, measure, conversationsOf, publicUrl: publicUrl?.replace(/\/$/, ''), onError };
  try {
    const admission = requireKeys ? await openToKeys(parts) : openToAll(parts);
    return {
      platform,
      admission,
      async close() {
        await admission.close();
        await platform.close();
      },
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
