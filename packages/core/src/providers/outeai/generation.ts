import type { AudioOutput } from '../../audio/audio-output.ts';
import type { CallOptions, Progress } from '../../contract/call-options.ts';
import type { ResponseMetadata } from '../../contract/usage.ts';
import type { Warning } from '../../contract/warnings.ts';
import { createError } from '../../errors/create-error.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { truncated } from '../../transport/lines.ts';
import { jsonBody } from '../../transport/request-body.ts';
import type { Transport } from '../../transport/transport.ts';
import { readBase64 } from '../../wire/base64.ts';
import { readWarning, readWarningsHeader } from '../../wire/details.ts';
import { readErrorEnvelope } from '../../wire/error-envelope.ts';
import { Fields } from '../../wire/fields.ts';
import { HEADERS, readMetadata } from '../../wire/headers.ts';
import { EVENT_STREAM_TYPE } from '../../wire/speech-events.ts';
import { readAudioFile } from '../shared/audio-file.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import type { SpeakerType } from './speakers.ts';

/** The body of the one request that the API has. */
export interface AudioBody {
  readonly model: string;
  /** The text. */
  readonly prompt: string;
  readonly speaker_type: SpeakerType;
  readonly speaker_id: string;
  /** 0.1 to 1. */
  readonly temperature?: number;
}

/** What a generation gives in the end. */
export interface Generated {
  /** WAV. */
  readonly audio: AudioOutput;
  readonly headers: Headers;
  readonly warnings: readonly Warning[];
  readonly response: ResponseMetadata;
}

/** A connection, and the token that every request carries in its address. */
export interface OuteAiConnection {
  readonly transport: Transport;
  readonly settings: { readonly token: string | undefined; readonly temperature: number | undefined };
}

/** Audio tokens of a character of text: 150 in a second (OuteTTS 1), at fifteen characters a second. */
const TOKENS_PER_CHARACTER = 10;

/** As far as an estimate may go before the end is there. */
const MOST_ESTIMATED = 0.95;

/**
 * Speaks a text. The audio comes whole, with the last line; those before it tell how far it has come, as far as the length
 * of the text lets that be told.
 */
export async function generate(
  { transport, settings }: OuteAiConnection,
  body: AudioBody,
  options: CallOptions,
): Promise<Generated> {
  try {
    const answer = await transport.send(
      {
        method: 'POST',
        path: '/api/v1/audio',
        query: { token: settings.token },
        accept: EVENT_STREAM_TYPE,
        body: jsonBody(body),
        answersEarly: true,
      },
      options,
    );
    const { headers } = answer;
    let told = 0;
    for await (const line of answer.lines()) {
      const fields = new Fields(line);
      if (fields.raw('error') !== undefined) throw readErrorEnvelope(line);
      const audio = fields.optionalString('audio_data');
      if (audio) {
        const warnings = [
          ...readWarningsHeader(headers.get(HEADERS.warnings)),
          ...fields.objects('warnings', readWarning),
        ];
        return {
          audio: readAudioFile(readBase64(audio), new Headers()),
          headers,
          warnings,
          response: readMetadata(headers),
        };
      }
      const progress = progressOf(fields.optionalNumber('audio_token_count') ?? 0, body.prompt.length, told);
      told = progress.fraction;
      options.onProgress?.(progress);
    }
    throw truncated();
  } catch (error) {
    throw inServiceTerms(error);
  }
}

function progressOf(tokens: number, characters: number, told: number): Progress {
  const fraction = Math.max(told, Math.min(MOST_ESTIMATED, tokens / (characters * TOKENS_PER_CHARACTER)));
  return { fraction, stage: `${tokens} audio tokens` };
}

const NAMES = { prompt: 'text', speaker_id: 'voice' };

/** The API has one code for whatever a request gets wrong; the reason tells what was not found. */
function inServiceTerms(thrown: unknown): unknown {
  const error = inCallerTerms(thrown, NAMES);
  if (!PotooError.isInstance(error) || !/^(voice|model)_not_found$/.test(error.reason ?? '')) return error;
  const { message, reason, hint, param, requestId, status, details, cause } = error;
  return createError('not_found', message, { reason, hint, param, requestId, status, details, cause });
}
