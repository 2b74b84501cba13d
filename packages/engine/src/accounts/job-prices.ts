import type { CallOptions, Feature, JobRequest, SpeechRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../requests/defined-fields.ts';
import type { Meter } from './meter.ts';
import type { MeasureAudio } from './metered-service.ts';
import { creditsFor, modelPrice, PRICES, stemsPrice } from './prices.ts';

/** What a job is paid for by: credits for each of its parts. A batch has one for each text, any other job has one. */
export interface JobPrice {
  readonly parts: readonly number[];
}

/**
 * Tells what a job will cost, before it is handed in.
 * @throws {ForbiddenError} If the caller's plan or key does not include the work.
 * @throws {BadRequestError} `text_too_long` for the plan.
 */
export async function priceJob(
  job: JobRequest,
  parts: { readonly meter: Meter; readonly measure: MeasureAudio; readonly service: VoiceService },
  options: CallOptions = {},
): Promise<JobPrice> {
  const { meter, measure, service } = parts;
  const ofText = async (feature: Feature, { text, model }: Pick<SpeechRequest, 'text' | 'model'>) => {
    meter.allow(feature);
    meter.allowText(text.length);
    return creditsFor(await modelPrice(service, model, options), text.length);
  };
  switch (job.type) {
    case 'batch':
      return { parts: await Promise.all(job.requests.map((request) => ofText('synthesize', request))) };
    case 'synthesize':
    case 'speakAs':
      return { parts: [await ofText(job.type, job.request)] };
    default: {
      meter.allow(job.type);
      const price = job.type === 'separate' ? stemsPrice(job.request.stems) : PRICES[job.type];
      const seconds =
        price.unit === 'minute' ? await measure(job.request.audio, definedFields({ signal: options.signal })) : 0;
      return { parts: [creditsFor(price, seconds)] };
    }
  }
}
