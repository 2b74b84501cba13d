import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { ResolvedServerOptions } from '../server-options.ts';
import { readBody } from './read-body.ts';
import {
  fieldTooLarge,
  fileTooLarge,
  fileWithoutName,
  malformed,
  missingFile,
  notAForm,
  rejectStorage,
  repeated,
  tooManyParts,
  unknownFile,
} from './upload-errors.ts';

/** The file of a form. */
export interface UploadedFile {
  readonly path: string;
  /** The name that the client gave the file, without folders; only a clue to its format. */
  readonly fileName: string;
}

/** A form that was received. What it brought lies on disk until {@link ReceivedForm.remove}. */
export interface ReceivedForm {
  readonly fields: ReadonlyMap<string, string>;
  /** The values of the fields that may be there more than once. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Absent if the form has none. */
  readonly file?: UploadedFile;
  /** Removes the file. It can be called more than once, and does not reject. */
  remove(): Promise<void>;
}

/** A form that has to bring a file. */
export interface Upload extends Omit<ReceivedForm, 'file'>, UploadedFile {}

/** What a form may hold beside plain fields. */
export interface FormShape {
  /** Name of the file. @default 'file' */
  readonly file?: string;
  /** Names of fields that may be there more than once. @default None. */
  readonly repeatable?: ReadonlySet<string>;
}

/** Most fields of a form beside the file, and most bytes of each. */
const FIELDS = { count: 16, bytes: 64 * 1024 } as const;
/** Most headers of a part, and most bytes of them together. */
const PART_HEADERS = { count: 32, bytes: 8 * 1024 } as const;
const NONE: ReadonlySet<string> = new Set();
/** Room for everything in a body that is not the file. */
const OVERHEAD_BYTES = FIELDS.count * (FIELDS.bytes + PART_HEADERS.bytes) + 64 * 1024;

/**
 * Receives a form with one file, as {@link receiveForm} does.
 * @throws {BadRequestError} `missing_file` as well.
 */
export async function receiveUpload(
  request: Request,
  maxFileBytes: number,
  options: ResolvedServerOptions,
  shape: FormShape = {},
): Promise<Upload> {
  const { file, ...form } = await receiveForm(request, maxFileBytes, options, shape);
  if (file) return { ...form, ...file };
  await form.remove();
  throw missingFile(shape.file);
}

/**
 * Receives a form with at most one file. The file goes to disk as it comes, under a name of our own, so that memory does
 * not grow with it.
 * @throws {BadRequestError} `malformed_body`, `unknown_parameter`, or 415.
 * @throws {FileTooLargeError} If the file, a field or the number of them exceeds its limit.
 * @throws {InternalError} `disk_full` (507).
 */
export async function receiveForm(
  request: Request,
  maxFileBytes: number,
  options: ResolvedServerOptions,
  shape: FormShape = {},
): Promise<ReceivedForm> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw notAForm(shape.file ?? 'file');
  const maxBytes = maxFileBytes + OVERHEAD_BYTES;
  if (Number(request.headers.get('content-length')) > maxBytes) throw fileTooLarge(maxFileBytes, shape.file);
  const directory = await mkdtemp(join(options.tempDirectory, 'potoo-upload-')).catch(rejectStorage);
  const path = join(directory, 'file');
  const remove = () => rm(directory, { recursive: true, force: true }).catch(() => {});
  try {
    const body = readBody(request, { ...options.limits, maxBytes });
    const form = await parseForm(body, contentType, { path, maxFileBytes, ...shape });
    return { ...form, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function parseForm(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  shape: FormShape & { readonly path: string; readonly maxFileBytes: number },
): Promise<Pick<ReceivedForm, 'fields' | 'lists' | 'file'>> {
  const { path, maxFileBytes, file: fileField = 'file', repeatable = NONE } = shape;
  const parser = createParser(contentType, maxFileBytes);
  const fields = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const stop = new AbortController();
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  const { promise: parsed, resolve: finish } = Promise.withResolvers<void>();
  failed.catch(() => {});
  let saved: Promise<string> | undefined;

  parser.on('file', (name: string | undefined, file: Readable, fileName: string | undefined) => {
    file.on('error', () => {});
    if (name !== fileField) {
      file.resume();
      return fail(unknownFile(name, fileField));
    }
    file.once('limit', () => fail(fileTooLarge(maxFileBytes, fileField)));
    const writer = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    saved = pipeline(file, writer, { signal: stop.signal }).then(() => fileName ?? '', rejectStorage);
    saved.catch(fail);
  });
  parser.on('field', (name: string | undefined, value: string, _, isCut: boolean) => {
    if (name === undefined || name === '') return fail(malformed());
    if (name === fileField) return fail(fileWithoutName(fileField));
    if (isCut) return fail(fieldTooLarge(name, FIELDS.bytes));
    if (repeatable.has(name)) lists.set(name, [...(lists.get(name) ?? []), value]);
    else if (fields.has(name)) fail(repeated(name));
    else fields.set(name, value);
  });
  parser.once('filesLimit', () => fail(tooManyParts('files', 1)));
  parser.once('fieldsLimit', () => fail(tooManyParts('fields', FIELDS.count)));
  parser.on('error', (cause) => fail(malformed(cause)));
  parser.once('finish', finish);

  try {
    for await (const chunk of body) {
      if (!parser.write(chunk)) await Promise.race([new Promise((drained) => parser.once('drain', drained)), failed]);
    }
    parser.end();
    await Promise.race([parsed, failed]);
    if (!saved) return { fields, lists };
    const fileName = (await Promise.race([saved, failed])).slice(0, 255);
    return { fields, lists, file: { path, fileName } };
  } finally {
    // Without effect after success; else the file is let go of before it is removed.
    stop.abort();
    await saved?.catch(() => {});
    parser.destroy();
  }
}

function createParser(contentType: string, maxFileBytes: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        files: 1,
        fileSize: maxFileBytes,
        fields: FIELDS.count,
        fieldSize: FIELDS.bytes,
        headerPairs: PART_HEADERS.count,
        headerSize: PART_HEADERS.bytes,
      },
    });
  } catch (cause) {
    throw malformed(cause);
  }
}
