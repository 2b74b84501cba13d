/** Which bytes of a file, both ends included and counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What is told of a file when it is stored. */
export interface PutOptions {
  readonly contentType: string;
  /** Most bytes to take. @default No limit. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is asked for of a file. */
export interface GetOptions {
  /** @default The whole file. */
  readonly range?: ByteRange | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where the bytes of results are. It knows keys and bytes only; whose they are and how long they are kept is in the
 * database. Several machines that share a database share a store as well.
 */
export interface ResultStore {
  /** What and where, for a person; without secrets. */
  readonly description: string;
  /**
   * Stores a file under a key of letters, digits, `-` and `_`. It is there whole or not at all, also when the process is
   * killed.
   * @returns Its length in bytes.
   * @throws {InternalError} `disk_full` (status 507).
   * @throws {FileTooLargeError} `result_too_large` for more than `maxBytes`.
   */
  put(key: string, content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<number>;
  /**
   * Reads a file, at the pace of the reader. Cancelling the stream lets go of it.
   * @throws {NotFoundError} `result_not_found`.
   */
  get(key: string, options?: GetOptions): Promise<ReadableStream<Uint8Array>>;
  /** Removes a file, or what is left of one that was not stored whole. None is there afterwards, whatever was before. */
  remove(key: string): Promise<void>;
  /** Resolves if files can be stored now. @throws {InternalError} That says why not. */
  check(signal?: AbortSignal): Promise<void>;
}
