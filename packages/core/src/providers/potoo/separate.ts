import { AudioOutput } from '../../audio/audio-output.ts';
import { isAudioFormat } from '../../audio/formats.ts';
import type { SeparateRequest, SeparationResult } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { invalidResponse, parseJson } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { outputForm, readFormat, SHARED_FIELDS } from './audio-upload.ts';

/** Splits a recording into stems, which come as the files of a form. */
export async function separate(
  transport: Transport,
  uploads: Uploads,
  request: SeparateRequest,
  options: CallOptions,
): Promise<SeparationResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, [...SHARED_FIELDS, 'stems', 'model']);
    const body = await uploadBody(uploads, request, {
      stems: fields.optionalNumber('stems')?.toString(),
      model: fields.optionalString('model'),
      ...outputForm(fields, readFormat(fields, 'wav')),
    });
    const sent = { method: 'POST', path: PATHS.separate, accept: 'multipart/form-data', body } as const;
    const answer = await transport.send(sent, options);
    const form = await answer.form();
    return {
      stems: await Promise.all(form.getAll('stem').map((facts) => readStem(facts, form))),
      warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)),
      usage: readCredits(answer.headers),
      response: readMetadata(answer.headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function readStem(entry: FormDataEntryValue, form: FormData): Promise<SeparationResult['stems'][number]> {
  const facts = new Fields(typeof entry === 'string' ? parseJson(entry) : undefined);
  const name = facts.string('name');
  const format = facts.string('format');
  const file = form.get(name);
  if (!(file instanceof Blob) || !isAudioFormat(format)) throw invalidResponse('a stem of it has no audio');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const duration = facts.number('duration');
  const sampleRate = facts.number('sample_rate');
  const channels = facts.number('channels');
  return { name, audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }) };
}
