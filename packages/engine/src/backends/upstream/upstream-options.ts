import { BadRequestError } from '@potoo/core/errors';
import * as z from 'zod';

/** The interfaces that a server can be asked over. */
const DIALECTS = ['potoo', 'ttsai', 'outeai', 'openai'] as const;

const id = z.string().min(1).max(200);

/** Another server, as a file of settings names it. */
export const upstreamSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  dialect: z.enum(DIALECTS),
  url: z.url({ protocol: /^https?$/ }).optional(),
  keyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional(),
  models: z.record(id, id).optional(),
  voices: z.array(id).min(1).optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .min(1)
    .optional(),
  parallel: z.int().min(1).max(256).optional(),
  timeoutMs: z.int().min(100).optional(),
  retries: z.int().min(0).max(10).optional(),
  allowInsecureHttp: z.boolean().optional(),
});

/** Another server that does what this one cannot, or cannot do now. */
export interface UpstreamOptions {
  /** What it is called here: small letters, digits and hyphens. */
  readonly name: string;
  /** The interface that it speaks. */
  readonly dialect: (typeof DIALECTS)[number];
  /** Its address. @default That of the hosted service, where the dialect has one. */
  readonly url?: string | undefined;
  /** Its key. Never taken from the variables that the clients read, unless they are named. @default None. */
  readonly apiKey?: string | undefined;
  /**
   * Which of its models are used: our name for each, and its own. `{ "cosyvoice2": "CosyVoice2-0.5B" }`.
   * @default All that it lists, under its own names.
   */
  readonly models?: Readonly<Record<string, string>> | undefined;
  /** Voices that it has and does not list. @default Those that it lists. */
  readonly voices?: readonly string[] | undefined;
  /** BCP-47 tags of voices of which it does not say what they speak. @default Any. */
  readonly languages?: readonly string[] | undefined;
  /** Most requests that it is sent at a time. @default 8 */
  readonly parallel?: number | undefined;
  /** Longest that one request may take, its retries included. @default 120000 */
  readonly timeoutMs?: number | undefined;
  /** Times that a request is sent again that failed for want of a connection, or with a passing error. @default 2 */
  readonly retries?: number | undefined;
  /** Lets the key travel over plain http, in a network that is one's own. @default false */
  readonly allowInsecureHttp?: boolean | undefined;
}

/** This machine's own place among the servers: those before it are asked first. */
export const HERE = 'here';

/** Servers in the order in which they are asked, and where among them this machine comes; without a place it is the first. */
export type UpstreamOrder = ReadonlyArray<UpstreamOptions | typeof HERE>;

/** Dialects whose hosted service has an address of its own. */
const HOSTED: ReadonlySet<string> = new Set(['ttsai', 'outeai', 'openai']);

const fileSchema = z.strictObject({ upstreams: z.array(z.union([z.literal(HERE), upstreamSchema])) });

/**
 * Reads a file of settings: `{ "upstreams": [ … ] }`, each as {@link UpstreamOptions}, with `keyVariable` naming the
 * environment's variable that holds the key.
 * @param source - What the file is called, for errors.
 * @throws {BadRequestError} `invalid_upstream`.
 */
export function parseUpstreams(
  text: string,
  source: string,
  env: Readonly<Record<string, string | undefined>>,
): UpstreamOrder {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(source, error instanceof Error ? error.message : 'it is not JSON');
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) throw invalid(source, z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  return parsed.data.upstreams.map((entry) => {
    if (entry === HERE) return entry;
    const { keyVariable, ...options } = entry;
    if (keyVariable === undefined) return options;
    const apiKey = env[keyVariable];
    if (!apiKey) throw invalid(source, `${entry.name} has its key in ${keyVariable}, which is not set`);
    return { ...options, apiKey };
  });
}

/** @throws {BadRequestError} `invalid_upstream`, for what the types cannot tell: names that are twice there, no address. */
export function checkUpstreams(order: UpstreamOrder): void {
  const names = order.map((entry) => (entry === HERE ? HERE : entry.name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid('The list of upstreams', `"${twice}" is there twice`);
  for (const entry of order) {
    if (entry !== HERE && entry.url === undefined && !HOSTED.has(entry.dialect)) {
      throw invalid('The list of upstreams', `${entry.name} has no url`);
    }
  }
}

function invalid(source: string, problem: string): BadRequestError {
  return new BadRequestError(`${source} cannot be used: ${problem}.`, {
    reason: 'invalid_upstream',
    hint: 'Write {"upstreams": ["here", {"name": "lab", "dialect": "potoo", "url": "http://gpu.lan:8787"}]}; docs/models.md tells the rest.',
  });
}
