import type { AudioOutput } from '../../audio/audio-output.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Usage } from '../../contract/usage.ts';
import type { Answer } from '../../transport/answer.ts';
import { isLoopback } from '../../transport/base-url.ts';
import { defined, Fields } from '../../wire/fields.ts';
import { readCredits } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { readAudioFile } from '../shared/audio-file.ts';
import type { Connection } from '../shared/connection.ts';
import { finishTask, readTask } from './tasks.ts';

/** Audio that the service made, and what it took for it. */
export interface MadeAudio {
  readonly audio: AudioOutput;
  readonly usage: Usage;
  /** Of the answer to the request. */
  readonly headers: Headers;
}

/** Names under which answers hold the address of their result. */
const URL_NAMES = ['result_url', 'audio_url', 'cdn_url', 'url', 'output_url'] as const;

/** Tells whether an answer is JSON: a task, or the facts of a result, in place of the result. */
export function isJson(answer: Answer): boolean {
  return /^application\/(.+\+)?json\b/.test(answer.headers.get('content-type') ?? '');
}

/**
 * Reads an answer that is audio as the documentation of the service has it, or, as its own clients get it, a task whose
 * result is audio.
 */
export async function readMadeAudio(connection: Connection, answer: Answer, options: CallOptions): Promise<MadeAudio> {
  const { headers } = answer;
  if (!isJson(answer)) {
    return { audio: readAudioFile(await answer.bytes(), headers), usage: readCredits(headers), headers };
  }
  const fields = await finishedFields(connection, await answer.json(), options);
  const audio = await downloadAudio(connection, addressIn(fields), options);
  return { audio, usage: { ...readCredits(headers), ...creditsIn(fields) }, headers };
}

/** The fields of a JSON answer; those of its end, where it is a task. */
export async function finishedFields(connection: Connection, body: unknown, options: CallOptions): Promise<Fields> {
  const task = readTask(body);
  if (!task) return new Fields(body);
  return (await finishTask(connection, task, options)).fields;
}

/** The address of the result that an answer names. @throws {UnreachableError} `invalid_response`, if it names none. */
export function addressIn(fields: Fields): string {
  const address = optionalAddressIn(fields);
  if (address === undefined) throw invalidResponse('it names no result');
  return address;
}

/** The address of the result, where there is one already. */
export function optionalAddressIn(fields: Fields): string | undefined {
  return URL_NAMES.map((name) => fields.optionalString(name)).find(Boolean);
}

/** What an answer says that the work cost. */
export function creditsIn(fields: Fields): Usage {
  return defined({
    creditsUsed: fields.optionalNumber('credits_used') ?? fields.optionalNumber('credits_charged'),
    creditsRemaining: fields.optionalNumber('credits_remaining'),
  });
}

/** Fetches a result that is audio. */
export async function downloadAudio(
  connection: Connection,
  address: string,
  options: CallOptions,
): Promise<AudioOutput> {
  const answer = await download(connection, address, options);
  return readAudioFile(await answer.bytes(), answer.headers);
}

/**
 * Fetches a result. The transport shows the key to the service's own origin only: results may lie with a content network.
 * @throws {UnreachableError} `invalid_response`, for an address that no service far away has a reason to name.
 */
export async function download(connection: Connection, address: string, options: CallOptions): Promise<Answer> {
  const { transport, settings } = connection;
  const url = URL.canParse(address, settings.baseUrl) ? new URL(address, settings.baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw invalidResponse('its result has no web address');
  if (isLoopback(url) && !isLoopback(settings.baseUrl)) throw invalidResponse('its result lies on this machine');
  return transport.send({ method: 'GET', path: url, accept: '*/*' }, options);
}
