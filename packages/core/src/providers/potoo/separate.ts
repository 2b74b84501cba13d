import type { SeparateRequest, SeparationResult } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { RECORDING_FIELDS } from '../shared/recording-fields.ts';
import { readStemForm } from '../shared/stem-form.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { outputForm, readFormat } from './audio-upload.ts';

/** Splits a recording into stems, which come as the files of a form. */
export async function separate(
  transport: Transport,
  uploads: Uploads,
  request: SeparateRequest,
  options: CallOptions,
): Promise<SeparationResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, [...RECORDING_FIELDS, 'stems', 'model']);
    const body = await uploadBody(uploads, request, {
      stems: fields.optionalNumber('stems')?.toString(),
      model: fields.optionalString('model'),
      ...outputForm(fields, readFormat(fields, 'wav')),
    });
    const sent = { method: 'POST', path: PATHS.separate, accept: 'multipart/form-data', body } as const;
    const answer = await transport.send(sent, options);
    const form = await answer.form();
    return {
      stems: await readStemForm(form),
      warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)),
      usage: readCredits(answer.headers),
      response: readMetadata(answer.headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}
