import type { CallOptions } from '../../contract/call-options.ts';
import type { ClonedVoice, CloneVoiceRequest, ImportVoiceRequest } from '../../contract/voice-tools.ts';
import type { Voice } from '../../contract/voices.ts';
import { BadRequestError } from '../../errors/errors.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { HEADERS } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fromWireVoice } from '../../wire/voices.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';

const CONSENT_NAMES: Readonly<Record<string, string>> = {
  consent_speaker: 'consent.speaker',
  consent_statement: 'consent.statement',
  consent_date: 'consent.date',
};

/** Makes and keeps a voice from a recording. */
export async function cloneVoice(
  transport: Transport,
  uploads: Uploads,
  request: CloneVoiceRequest,
  options: CallOptions,
): Promise<ClonedVoice> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, ['reference', 'name', 'consent', 'model', 'language']);
    const { date } = request.consent ?? {};
    if (date !== undefined && !(date instanceof Date && Number.isFinite(date.getTime()))) throw noDate();
    const consent = fields.optionalObject('consent');
    const body = await uploadBody(
      uploads,
      { audio: request.reference },
      {
        name: fields.optionalString('name'),
        consent_speaker: consent.optionalString('speaker'),
        consent_statement: consent.optionalString('statement'),
        consent_date: date?.toISOString(),
        model: fields.optionalString('model'),
        language: fields.optionalString('language'),
      },
      { form: 'reference_audio', param: 'reference' },
    );
    const sent = { method: 'POST', path: PATHS.voices, accept: 'application/json', body } as const;
    const answer = await transport.send(sent, options);
    const voice = fromWireVoice(await answer.json());
    return { ...voice, warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)) };
  } catch (error) {
    throw inCallerTerms(error, CONSENT_NAMES);
  }
}

/** Removes a cloned voice. */
export async function deleteVoice(transport: Transport, id: string, options: CallOptions): Promise<void> {
  const answer = await transport.send({ method: 'DELETE', path: voicePath(id), accept: 'application/json' }, options);
  await answer.bytes();
}

/** Gives a cloned voice as a file. */
export async function exportVoice(
  transport: Transport,
  id: string,
  options: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const sent = { method: 'GET', path: `${voicePath(id)}/export`, accept: '*/*' } as const;
  const answer = await transport.send(sent, options);
  return answer.bytes();
}

/** Keeps the voice of such a file. */
export async function importVoice(
  transport: Transport,
  uploads: Uploads,
  request: ImportVoiceRequest,
  options: CallOptions,
): Promise<Voice> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, ['file', 'name']);
    const names = { form: 'file', param: 'file' };
    const body = await uploadBody(uploads, { audio: request.file }, { name: fields.optionalString('name') }, names);
    const sent = { method: 'POST', path: PATHS.importVoice, accept: 'application/json', body } as const;
    return fromWireVoice(await (await transport.send(sent, options)).json());
  } catch (error) {
    throw inCallerTerms(error, { file: 'file' });
  }
}

function voicePath(id: string): string {
  return `${PATHS.voices}${encodeURIComponent(id)}`;
}

function noDate(): BadRequestError {
  return new BadRequestError('`consent.date` is not a date.', {
    reason: 'consent_required',
    param: 'consent.date',
    hint: 'Give a Date, or leave it out for today.',
  });
}
