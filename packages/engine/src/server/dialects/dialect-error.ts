/** An error as the clients of one dialect read it. */
export interface DialectError {
  readonly status: number;
  readonly body: { readonly error: Readonly<Record<string, unknown>> };
}
