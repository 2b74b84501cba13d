import { hostname } from 'node:os';
import type { JobRequest, VoiceService } from '@potoo/core';
import { type Caller, LOCAL_CALLER } from '../../accounts/caller.ts';
import type { MeasureAudio } from '../../accounts/metered-service.ts';
import { newId } from '../../accounts/new-id.ts';
import type { Admission } from '../admission/contract.ts';
import { createOpenAdmission } from '../admission/open-admission.ts';
import type { Platform } from './platform.ts';
import { type ConversationsOf, createConversationOverlay, withoutConversations } from './with-conversations.ts';
import { withJobs } from './with-jobs.ts';

/** What a server with a platform is made of. */
export interface HouseOptions {
  readonly service: VoiceService;
  readonly platform: Platform;
  /** Tells the length of a recording before it is paid for. */
  readonly measure: MeasureAudio;
  /** Address of the server as its clients know it. @default The one that each request names. */
  readonly publicUrl?: string | undefined;
  /** Keeps the conversations of each caller apart. @default With keys nobody converses, without them the service does. */
  readonly conversationsOf?: ConversationsOf | undefined;
  readonly onError: (error: unknown) => void;
}

/** What a server that lets everybody in is made of: the same, but nothing is measured where nothing is paid. */
export type OpenHouseOptions = Omit<HouseOptions, 'measure' | 'onError'> & Partial<HouseOptions>;

/** Lets everybody in as the one user of the server. Nothing is opened before somebody asks for a job, or talks. */
export function openToAll({ service, platform, publicUrl, conversationsOf }: OpenHouseOptions): Admission {
  const { accountId: owner } = LOCAL_CALLER;
  const own = conversationsOf ? createConversationOverlay(platform, conversationsOf)(service, owner) : service;
  return createOpenAdmission((request) =>
    withJobs(own, platform, { owner, baseUrl: publicUrl ?? new URL(request.url).origin }),
  );
}

/** Lets in who brings a key, and has them pay with credits. The database is opened now. */
export async function openToKeys(options: HouseOptions): Promise<Admission> {
  const { service, platform, measure, publicUrl, conversationsOf, onError } = options;
  // Loaded only now: what they keep in the database takes a hundred megabytes of memory by itself.
  const [{ createKeyedAdmission }, { startUpkeep, refundForgotten }, { freeUnfinished }] = await Promise.all([
    import('../admission/keyed-admission.ts'),
    import('../../accounts/upkeep.ts'),
    import('../idempotency/database-store.ts'),
  ]);
  const [{ createMeter }, { meterService }, { priceJob }, { withOwnVoices }, { createDatabaseVoiceStore }] =
    await Promise.all([
      import('../../accounts/meter.ts'),
      import('../../accounts/metered-service.ts'),
      import('../../accounts/job-prices.ts'),
      import('./own-voices.ts'),
      import('../../voices/database-voice-store.ts'),
    ]);
  const database = await platform.database();
  const holder = `${hostname()}:${process.pid}:${newId('server')}`;
  if (database.kind === 'embedded') {
    await refundForgotten(database);
    await freeUnfinished(database);
  }
  const stopUpkeep = startUpkeep(database, holder, onError);
  const voicesOf = (owner: string) => createDatabaseVoiceStore(database, owner);
  const converse = conversationsOf
    ? createConversationOverlay(platform, conversationsOf, voicesOf)
    : withoutConversations;
  const serviceFor = (caller: Caller, request: Request) => {
    const meter = createMeter(database, caller, holder);
    const contextOf = async (job: JobRequest, signal?: AbortSignal) => {
      const price = await priceJob(job, { meter, measure, service }, signal ? { signal } : {});
      return caller.plan.paysCredits ? { price } : {};
    };
    const baseUrl = publicUrl ?? new URL(request.url).origin;
    const own = converse(withOwnVoices(service, database, caller.accountId), caller.accountId);
    return withJobs(meterService(own, { meter, measure }), platform, {
      owner: caller.accountId,
      baseUrl,
      contextOf,
    });
  };
  const admission = createKeyedAdmission({ database, holder, service, serviceFor });
  return {
    ...admission,
    async close() {
      stopUpkeep();
      await admission.close();
    },
  };
}
