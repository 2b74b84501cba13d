/** How a file can be told from a damaged or another one. */
export type Checksum =
  | { readonly algorithm: 'sha256'; readonly hex: string }
  /** Of a file in Git: SHA-1 over a header with its size, and its bytes. */
  | { readonly algorithm: 'git-sha1'; readonly hex: string };

/** A file that is to be fetched. */
export interface WantedFile {
  /** What it is called in messages. */
  readonly name: string;
  /** Where it goes in the model's folder, with slashes. */
  readonly path: string;
  /** Bytes, where the publisher says. */
  readonly bytes: number | undefined;
  /** What the publisher, the card or the lock says; all have to hold. */
  readonly checksums: readonly Checksum[];
  /** Opens it from a byte on. @throws {PotooError} `download_failed`. */
  open(from: number, signal: AbortSignal): Promise<OpenedFile>;
}

/** The bytes of a file, from where they were asked for. */
export interface OpenedFile {
  readonly body: ReadableStream<Uint8Array>;
  /** Where it begins: 0 from a server that knows no ranges. */
  readonly from: number;
  /** Of the whole file, where the server says. */
  readonly bytes: number | undefined;
}
