import type { CallOptions } from '../../contract/call-options.ts';
import type { Capabilities } from '../../contract/capabilities.ts';
import type { Model, ModelFilter } from '../../contract/models.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import type { Transport } from '../../transport/transport.ts';
import { fromWireCapabilities } from '../../wire/capabilities.ts';
import { fromWireModelList } from '../../wire/models.ts';
import { PATHS } from '../../wire/paths.ts';
import { fromWireVoiceList } from '../../wire/voices.ts';
import { fieldsOf } from '../shared/caller-terms.ts';

/** Tells what the server can do, of what this version knows: this client has a request for all of it. */
export async function capabilities(transport: Transport, options: CallOptions): Promise<Capabilities> {
  return fromWireCapabilities(await getJson(transport, PATHS.capabilities, {}, options));
}

/** Lists models. */
export async function listModels(transport: Transport, filter: ModelFilter, options: CallOptions): Promise<Model[]> {
  const query = readQuery(filter, ['type', 'language', 'state']);
  return fromWireModelList(await getJson(transport, PATHS.models, query, options));
}

/** Lists voices. @param baseUrl - What the server's relative preview addresses are relative to. */
export async function listVoices(
  transport: Transport,
  baseUrl: URL,
  filter: VoiceFilter,
  options: CallOptions,
): Promise<Voice[]> {
  const query = readQuery(filter, ['model', 'language', 'gender', 'search', 'state']);
  const voices = fromWireVoiceList(await getJson(transport, PATHS.voices, query, options));
  return voices.map((voice) =>
    voice.previewUrl !== undefined && URL.canParse(voice.previewUrl, baseUrl)
      ? { ...voice, previewUrl: new URL(voice.previewUrl, baseUrl).href }
      : voice,
  );
}

type Query = Readonly<Record<string, string | undefined>>;

function readQuery(filter: object, names: readonly string[]): Query {
  const fields = fieldsOf(filter, names);
  return Object.fromEntries(names.map((name) => [name, fields.optionalString(name)]));
}

async function getJson(transport: Transport, path: string, query: Query, options: CallOptions): Promise<unknown> {
  const answer = await transport.send({ method: 'GET', path, query, accept: 'application/json' }, options);
  return answer.json();
}
