import type { SeparateRequest, SeparationResult } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { Fields, isRecord } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { RECORDING_FIELDS } from '../shared/recording-fields.ts';
import { checkRanges } from '../shared/speech-fields.ts';
import { readStemForm } from '../shared/stem-form.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { leaveOutOfRecording } from './lacks.ts';
import { reshape, routeFormat } from './output.ts';
import { modelOf } from './recordings.ts';
import { creditsIn, downloadAudio, finishedFields, isJson } from './results.ts';

/** Splits a recording into stems: of a task, whose results are fetched, or (Potoo's servers) of a form. */
export async function separate(
  connection: Connection,
  asked: SeparateRequest,
  options: CallOptions,
): Promise<SeparationResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(asked, [...RECORDING_FIELDS, 'stems', 'model']);
    checkRanges(fields);
    const request: SeparateRequest = { format: 'wav', ...asked };
    const left = leaveOutOfRecording(request);
    const body = await uploadBody(connection.settings, request, {
      stems: fields.optionalNumber('stems')?.toString(),
      model: modelOf(fields),
      format: routeFormat(request, ['wav', 'mp3', 'flac']),
    });
    const accept = 'application/json, multipart/form-data;q=0.9';
    const answer = await connection.transport.send({ method: 'POST', path: PATHS.separate, accept, body }, options);
    const { headers } = answer;
    const { stems, usage } = isJson(answer)
      ? await fetchStems(connection, await finishedFields(connection, await answer.json(), options), options)
      : { stems: await readStemForm(await answer.form()), usage: {} };
    const shaped = stems.map(async ({ name, audio }) => ({
      name,
      audio: await reshape(connection, audio, request, options),
    }));
    return {
      stems: await Promise.all(shaped),
      warnings: [...left, ...readWarningsHeader(headers.get(HEADERS.warnings))],
      usage: { ...readCredits(headers), ...usage },
      response: readMetadata(headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function fetchStems(connection: Connection, fields: Fields, options: CallOptions) {
  const addresses = stemAddresses(fields.raw('stems') ?? fields.raw('results'));
  if (addresses.length === 0) throw invalidResponse('it names no stems');
  const stems = addresses.map(async ({ name, url }) => ({
    name,
    audio: await downloadAudio(connection, url, options),
  }));
  return { stems: await Promise.all(stems), usage: creditsIn(fields) };
}

/** Stems come as a list, or as an object by name. */
function stemAddresses(stems: unknown): Array<{ name: string; url: string }> {
  if (!isRecord(stems)) {
    return new Fields({ stems }).objects('stems', (stem) => ({ name: stem.string('name'), url: stem.string('url') }));
  }
  const fields = new Fields(stems);
  return Object.keys(stems).map((name) => ({ name, url: fields.string(name) }));
}
