import type { AudioOutput } from '../../audio/audio-output.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import { BadRequestError } from '../../errors/errors.ts';
import { Transport } from '../../transport/transport.ts';
import { defined } from '../../wire/fields.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import { generate, type OuteAiConnection } from './generation.ts';
import { type OuteAiOptions, resolveOuteAiOptions } from './options.ts';
import { type SpeakerType, speakerTypeOf } from './speakers.ts';

/** What `generate.audio()` takes, in the names of OuteAI's own SDK. */
export interface GenerateAudioRequest {
  /** A model id, such as `OuteTTS-1-Pro`. */
  readonly model: string;
  readonly text: string;
  /** The name of a default speaker, or the id of a custom one. */
  readonly speaker_id: string;
  /** @default 'default' for the fourteen that the documentation names, else 'custom'. */
  readonly speaker_type?: SpeakerType;
  /** 0.1 to 1. @default The client's, else the service's own, 0.4. */
  readonly temperature?: number;
}

/**
 * OuteAI in the shape of its own SDK, for programs that are written against it.
 *
 * ```ts
 * const client = new OuteAI();
 * const output = await client.generate.audio({
 *   model: 'OuteTTS-1-Pro',
 *   text: 'Hello, world!',
 *   speaker_id: 'EN-FEMALE-1-NEUTRAL',
 *   temperature: 0.4,
 * });
 * await output.save('generated_audio.wav');
 * client.close();
 * ```
 * Its errors are {@link APIError}s. An output is WAV, whatever the name that it is saved under ends with.
 */
export class OuteAI {
  /** What can be made. */
  readonly generate: {
    audio(request: GenerateAudioRequest, options?: CallOptions): Promise<AudioOutput>;
  };
  readonly #transport: Transport;

  /** @throws {BadRequestError} If the address or the token cannot be used, or would be given away. */
  constructor(options: OuteAiOptions = {}) {
    const settings = resolveOuteAiOptions(options);
    this.#transport = new Transport(settings);
    const connection = { transport: this.#transport, settings };
    this.generate = { audio: (request, call = {}) => generateAudio(connection, request, call) };
  }

  /** Aborts what is under way. */
  close(): void {
    this.#transport.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}

async function generateAudio(
  connection: OuteAiConnection,
  request: GenerateAudioRequest,
  options: CallOptions,
): Promise<AudioOutput> {
  const { model, text, speaker_id, speaker_type, temperature = connection.settings.temperature } = request;
  for (const [param, value] of Object.entries({ model, text, speaker_id })) {
    if (typeof value !== 'string' || value === '') throw missing(param);
  }
  const body = {
    model,
    prompt: text,
    speaker_type: speaker_type ?? speakerTypeOf(speaker_id),
    speaker_id,
    ...defined({ temperature }),
  };
  try {
    return (await generate(connection, body, options)).audio;
  } catch (error) {
    throw inCallerTerms(error, { voice: 'speaker_id' });
  }
}

function missing(param: string): BadRequestError {
  return new BadRequestError(`\`${param}\` is missing.`, {
    reason: 'invalid_parameter',
    param,
    hint: 'Give `model`, `text` and `speaker_id`.',
  });
}
