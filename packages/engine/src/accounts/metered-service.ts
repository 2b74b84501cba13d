import type {
  AudioInput,
  CallOptions,
  ConverseRequest,
  Feature,
  SpeechEvent,
  SpeechOptions,
  SpeechStreamRequest,
  TranscriptEvent,
  TranscriptionRequest,
  TurnEvent,
  Usage,
  VoiceService,
} from '@potoo/core';
import { definedFields } from '../requests/defined-fields.ts';
import type { Meter } from './meter.ts';
import { creditsFor, modelPrice, PRICES, type Price, stemsPrice } from './prices.ts';

/** Tells the length of a recording, in seconds, before the work on it begins. */
export type MeasureAudio = (
  audio: AudioInput,
  options: Pick<CallOptions, 'signal'> & { readonly fileName?: string | undefined },
) => Promise<number>;

/** What metering needs beside the service. */
export interface MeteringParts {
  readonly meter: Meter;
  readonly measure: MeasureAudio;
}

/** A request that sends audio. */
interface AudioRequest {
  readonly audio: AudioInput;
  readonly fileName?: string;
}

/**
 * The same service for one caller: what the plan does not include is refused, credits are put aside before the work,
 * settled when it is done, and given back when it fails or is given up. Results tell in `usage` what they cost.
 *
 * Speech costs what the model costs that spoke, which may be a cheaper one than was asked for. Listing is free. Jobs are
 * paid by whoever runs them.
 */
export function meterService(service: VoiceService, { meter, measure }: MeteringParts): VoiceService {
  /** Puts credits aside, does the work, settles. */
  const paid = async <Result extends { readonly usage: Usage }>(
    feature: Feature,
    { price, amount }: { readonly price: Price; readonly amount: number },
    work: () => Promise<Result>,
    cost: (result: Result) => number | Promise<number> = () => creditsFor(price, amount),
  ): Promise<Result> => {
    const charge = await meter.begin(feature, price, amount);
    try {
      const result = await work();
      return { ...result, usage: { ...result.usage, ...(await charge.settle(await cost(result))) } };
    } catch (error) {
      await charge.refund();
      throw error;
    }
  };
  const byTheMinute = async <Request extends AudioRequest, Result extends { readonly usage: Usage }>(
    feature: Feature,
    request: Request,
    options: CallOptions,
    work: () => Promise<Result>,
    price: Price = PRICES[feature],
  ): Promise<Result> => {
    meter.allow(feature);
    const { fileName } = request;
    const amount =
      price.unit === 'minute'
        ? await measure(request.audio, { fileName, ...definedFields({ signal: options.signal }) })
        : 1;
    return paid(feature, { price, amount }, work);
  };
  const byTheCharacter = async <Result extends { readonly usage: Usage; readonly model: string }>(
    feature: Feature,
    { text, model }: SpeechOptions & { readonly text: string },
    options: CallOptions,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    meter.allow(feature);
    meter.allowText(text.length);
    const price = await modelPrice(service, model, options);
    return paid(feature, { price, amount: text.length }, work, async (result) =>
      creditsFor(await modelPrice(service, result.model, options), text.length),
    );
  };

  async function* speech(request: SpeechStreamRequest, options: CallOptions): AsyncGenerator<SpeechEvent> {
    meter.allow('streamSpeech');
    const whole = typeof request.text === 'string' ? request.text : undefined;
    if (whole !== undefined) meter.allowText(whole.length);
    const charge = await meter.begin(
      'streamSpeech',
      await modelPrice(service, request.model, options),
      whole?.length ?? 1,
    );
    try {
      for await (const event of service.streamSpeech(request, options)) {
        if (event.type === 'start' && whole !== undefined) {
          // The model that speaks is known before the first sound: so is the price.
          const cost = creditsFor(await modelPrice(service, event.model, options), whole.length);
          yield { ...event, usage: { ...event.usage, ...charge.quote(cost) } };
        } else if (event.type === 'done') {
          const { details } = event;
          const characters = whole?.length ?? details.usage.characters ?? 1;
          const usage = await charge.settle(creditsFor(await modelPrice(service, details.model, options), characters));
          yield { type: 'done', details: { ...details, usage: { ...details.usage, ...usage } } };
        } else yield event;
      }
    } finally {
      await charge.refund();
    }
  }

  async function* transcript(request: TranscriptionRequest, options: CallOptions): AsyncGenerator<TranscriptEvent> {
    meter.allow('transcribe');
    const price = PRICES.streamTranscript;
    const seconds = await measure(request.audio, {
      fileName: request.fileName,
      ...definedFields({ signal: options.signal }),
    });
    const charge = await meter.begin('streamTranscript', price, seconds);
    try {
      for await (const event of service.streamTranscript(request, options)) {
        if (event.type !== 'done') yield event;
        else {
          const usage = await charge.settle(creditsFor(price, seconds));
          yield { type: 'done', transcript: { ...event.transcript, usage: { ...event.transcript.usage, ...usage } } };
        }
      }
    } finally {
      await charge.refund();
    }
  }

  async function* turn(request: ConverseRequest, options: CallOptions): AsyncGenerator<TurnEvent> {
    meter.allow('converse');
    const charge = await meter.begin('streamTurn', PRICES.streamTurn, 1);
    let hasSounded = false;
    try {
      for await (const event of service.streamTurn(request, options)) {
        hasSounded ||= event.type === 'audio';
        if (event.type !== 'done') yield event;
        else {
          const usage = { ...event.details.usage, ...(await charge.settle(creditsFor(PRICES.streamTurn, 1))) };
          yield { type: 'done', details: { ...event.details, usage } };
        }
      }
    } finally {
      // To interrupt a reply is how one talks: it is a turn like any other.
      if (hasSounded) await charge.settle(creditsFor(PRICES.streamTurn, 1));
      else await charge.refund();
    }
  }

  return {
    capabilities: (options) => service.capabilities(options),
    listModels: (filter, options) => service.listModels(filter, options),
    listVoices: (filter, options) => service.listVoices(filter, options),

    synthesize: (request, options = {}) =>
      byTheCharacter('synthesize', request, options, () => service.synthesize(request, options)),
    streamSpeech: (request, options = {}) => speech(request, options),
    transcribe: (request, options = {}) =>
      byTheMinute('transcribe', request, options, () => service.transcribe(request, options)),
    streamTranscript: (request, options = {}) => transcript(request, options),

    async cloneVoice(request, options) {
      meter.allow('cloneVoice');
      return service.cloneVoice(request, options);
    },
    deleteVoice: (id, options) => service.deleteVoice(id, options),
    exportVoice: (id, options) => service.exportVoice(id, options),
    async importVoice(request, options) {
      meter.allow('cloneVoice');
      return service.importVoice(request, options);
    },
    speakAs: (request, options = {}) =>
      byTheCharacter('speakAs', request, options, () => service.speakAs(request, options)),
    convertVoice: (request, options = {}) =>
      byTheMinute('convertVoice', request, options, () => service.convertVoice(request, options)),
    transformSpeech: (request, options = {}) =>
      byTheMinute('transformSpeech', request, options, () => service.transformSpeech(request, options)),
    translateSpeech: (request, options = {}) =>
      byTheMinute('translateSpeech', request, options, () => service.translateSpeech(request, options)),

    enhance: (request, options = {}) =>
      byTheMinute('enhance', request, options, () => service.enhance(request, options)),
    separate: (request, options = {}) =>
      byTheMinute('separate', request, options, () => service.separate(request, options), stemsPrice(request.stems)),
    dereverb: (request, options = {}) =>
      byTheMinute('dereverb', request, options, () => service.dereverb(request, options)),
    analyze: (request, options = {}) =>
      byTheMinute('analyze', request, options, () => service.analyze(request, options)),
    align: (request, options = {}) => byTheMinute('align', request, options, () => service.align(request, options)),
    convertAudio: (request, options = {}) =>
      byTheMinute('convertAudio', request, options, () => service.convertAudio(request, options)),

    async converse(request, options) {
      meter.allow('converse');
      return paid('converse', { price: PRICES.converse, amount: 1 }, () => service.converse(request, options));
    },
    streamTurn: (request, options = {}) => turn(request, options),
    async truncateTurn(request, options) {
      meter.allow('conversations');
      return service.truncateTurn(request, options);
    },
    async listConversations(filter, options) {
      meter.allow('conversations');
      return service.listConversations(filter, options);
    },
    async getConversation(id, options) {
      meter.allow('conversations');
      return service.getConversation(id, options);
    },
    async deleteConversation(id, options) {
      meter.allow('conversations');
      return service.deleteConversation(id, options);
    },

    // Not what one pays for: whoever may not keep models is refused before.
    pullModel: (id, options) => service.pullModel(id, options),
    watchPull: (id, options) => service.watchPull(id, options),
    cancelPull: (id, options) => service.cancelPull(id, options),
    removeModel: (id, options) => service.removeModel(id, options),
    modelStorage: (options) => service.modelStorage(options),

    async submit(job, options) {
      meter.allow('submit');
      return service.submit(job, options);
    },
    getJob: (id, options) => service.getJob(id, options),
    cancelJob: (id, options) => service.cancelJob(id, options),
    watchJob: (id, options) => service.watchJob(id, options),
    close: () => service.close(),
  };
}
