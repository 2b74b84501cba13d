import { BadRequestError } from '../errors/errors.ts';
import { streamOf } from './byte-streams.ts';
import { canStreamRequests } from './environment.ts';
import type { BodyReader, RequestBody } from './request-body.ts';
import type { UploadSource } from './upload-source.ts';

/** A file in a form. */
export interface FormFile {
  readonly name: string;
  readonly fileName: string;
  readonly source: UploadSource;
}

/** Fields of a form; those that are not defined are left out, and a list becomes a field for each of its values. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

const encoder = new TextEncoder();

/**
 * A `multipart/form-data` body: the fields that are defined, in order, then the file. It is sent as it is read where
 * `fetch` can do so (servers, edge), else as a Blob, which browsers read from disk themselves.
 * @param fields - Names must be plain words; values may be any text.
 * @throws {BadRequestError} For a file name that cannot be sent as it is.
 */
export function multipartBody(fields: FormFields, file: FormFile): RequestBody {
  const boundary = `potoo-${crypto.randomUUID()}`;
  const head = Object.entries(fields)
    .flatMap(([name, value = []]) => [value].flat().map((one) => [name, one]))
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('');
  const fileHead =
    `--${boundary}\r\nContent-Disposition: form-data; name="${file.name}"; filename="${quoteFileName(file.fileName)}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n';
  const before = encoder.encode(head + fileHead);
  const after = encoder.encode(`\r\n--${boundary}--\r\n`);
  const { source } = file;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    replayable: source.replayable,
    async open(reader) {
      if (canStreamRequests()) {
        const chunks = inOrder(before, readSource(source, reader), after);
        // A server may answer before it has read everything; the file must not stay open then.
        reader.onEnd(() => void chunks.return(undefined).catch(() => {}));
        return streamOf(chunks);
      }
      return new Blob([before, source.whole ?? (await gather(source, reader)), after]);
    },
  };
}

async function* inOrder(
  before: Uint8Array,
  file: AsyncIterable<Uint8Array>,
  after: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield before;
  yield* file;
  yield after;
}

/** The source's chunks. While one is awaited it is the caller who takes time, not the server. */
async function* readSource(source: UploadSource, reader: BodyReader): AsyncGenerator<Uint8Array> {
  try {
    reader.onWait();
    for await (const chunk of source.open(reader.signal)) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A chunk of the stream is not a Uint8Array.');
      reader.onData();
      // An empty chunk would end a chunked body.
      if (chunk.length > 0) yield chunk;
      reader.onWait();
    }
  } catch (error) {
    // `fetch` would wrap it in an error of its own.
    reader.fail(error);
    throw error;
  } finally {
    reader.onData();
  }
}

/** A Blob of everything, which a browser may keep on disk. */
function gather(source: UploadSource, reader: BodyReader): Promise<Blob> {
  return new Response(streamOf(readSource(source, reader))).blob();
}

/**
 * A file name inside the quotes of `Content-Disposition`. Quotes are escaped; what servers read in different ways, or
 * as the end of the header, is refused and not altered.
 */
export function quoteFileName(name: string): string {
  if (typeof name !== 'string' || UNSENDABLE.test(name)) {
    throw new BadRequestError('The file name cannot be sent as it is.', {
      reason: 'invalid_parameter',
      param: 'fileName',
      hint: 'Give a plain name, without folders or control characters.',
    });
  }
  return name.replaceAll('"', '\\"');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const UNSENDABLE = /^\.{0,2}$|[\u0000-\u001f\u007f-\u009f/\\\u2028\u2029]|\p{Surrogate}/u;
