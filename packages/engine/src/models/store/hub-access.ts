/** How the hub is reached. */
export interface HubAccess {
  /** Address of the hub or of a mirror of it. @default 'https://huggingface.co' */
  readonly endpoint?: string | undefined;
  /** For models with terms, and private ones. */
  readonly token?: string | undefined;
}

/** Reads `HF_ENDPOINT` and `HF_TOKEN`, as the hub's own clients do. */
export function hubAccess(env: Readonly<Record<string, string | undefined>>): HubAccess {
  return {
    endpoint: env['HF_ENDPOINT']?.replace(/\/+$/, '') || undefined,
    token: env['HF_TOKEN'] || env['HUGGING_FACE_HUB_TOKEN'] || undefined,
  };
}
