/** Who calls, and what can be asked of them. */
export interface Host {
  /** Name that the host gives itself, such as `claude-code`. */
  readonly name: string | undefined;
  /** Whether it can show a form to the person. */
  readonly forms: boolean;
  /** Whether it can tell which folders it has open. */
  readonly folders: boolean;
}

/**
 * Reads what a host says of itself. All of it is from outside.
 * @param info - Its `clientInfo`.
 * @param capabilities - Its `capabilities`.
 */
export function readHost(info: unknown, capabilities: unknown): Host {
  const name = field(info, 'name');
  const elicitation = field(capabilities, 'elicitation');
  return {
    name: typeof name === 'string' ? name : undefined,
    // A host that names no kind of question means forms, the only kind that there once was.
    forms: isObject(elicitation) && ('form' in elicitation || !('url' in elicitation)),
    folders: isObject(field(capabilities, 'roots')),
  };
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
