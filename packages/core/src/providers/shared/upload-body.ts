import type { AudioInput } from '../../audio/audio-input.ts';
import { type FormFields, multipartBody } from '../../transport/multipart.ts';
import type { RequestBody } from '../../transport/request-body.ts';
import { toUploadSource } from '../../transport/upload-source.ts';

/** What uploads need beside the transport. */
export interface Uploads {
  /** Fetches audio that is given as a `URL`. */
  readonly fetch: typeof fetch;
}

/**
 * A form with the fields that are defined, then the audio.
 * @param names - What the audio is called in the form, and in errors.
 */
export async function uploadBody(
  uploads: Uploads,
  request: { readonly audio: AudioInput; readonly fileName?: string },
  fields: FormFields,
  names: { readonly form: string; readonly param: string } = { form: 'file', param: 'audio' },
): Promise<RequestBody> {
  const source = await toUploadSource(request.audio, uploads.fetch, names.param);
  const fileName = request.fileName ?? sendable(source.fileName) ?? 'audio';
  return multipartBody(fields, { name: names.form, fileName, source });
}

/** A name that the caller did not choose for sending is only a clue, and is cut down where it cannot be sent. */
function sendable(name: string | undefined): string | undefined {
  return name?.replace(/[^\p{L}\p{N}._ ()-]+/gu, '_');
}
