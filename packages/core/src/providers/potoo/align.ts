import type { Alignment, AlignRequest } from '../../contract/alignment.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Transport } from '../../transport/transport.ts';
import { fromWireAlignment } from '../../wire/alignment.ts';
import { readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';

const ALIGN_FIELDS: ReadonlyArray<keyof AlignRequest> = ['audio', 'fileName', 'text', 'language', 'model'];

/** Finds the words of a text in its recording. */
export async function align(
  transport: Transport,
  uploads: Uploads,
  request: AlignRequest,
  options: CallOptions,
): Promise<Alignment> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, ALIGN_FIELDS);
    const body = await uploadBody(uploads, request, {
      text: fields.string('text'),
      language: fields.optionalString('language'),
      model: fields.optionalString('model'),
    });
    const sent = { method: 'POST', path: PATHS.align, accept: 'application/json', body } as const;
    const answer = await transport.send(sent, options);
    const alignment = fromWireAlignment(await answer.json());
    const usage = { ...alignment.usage, ...readCredits(answer.headers) };
    return { ...alignment, usage, response: readMetadata(answer.headers) };
  } catch (error) {
    throw inCallerTerms(error);
  }
}
