import { BadRequestError } from '@potoo/core/errors';
import { type Environment, readVariable } from '../settings.ts';
import type { SignIn } from './sign-in.ts';

/** How the server is reached over HTTP, and by whom. */
export interface HttpOptions {
  /** Address to bind. */
  readonly host: string;
  readonly port: number;
  /** Tokens that requests have to bring one of; none asks for none. */
  readonly tokens: readonly string[];
  /** Where people sign in to get tokens, beside those; absent where nobody does. */
  readonly signIn?: SignIn;
  /** Names that the server may be called by, beside this machine's own. */
  readonly hosts: readonly string[];
  /** Origins of web pages that may call it, beside its own. */
  readonly origins: readonly string[];
}

const DEFAULTS = { host: '127.0.0.1', port: 8788 } as const;
/** A shorter one could be guessed. */
const LEAST_TOKEN_CHARACTERS = 16;

/**
 * Settles how the server is reached.
 * @throws {BadRequestError} If other machines could reach it without a token, or a token is too short.
 */
export function resolveHttpOptions(
  env: Environment,
  given: { readonly host?: string; readonly port?: number },
): HttpOptions {
  const list = (name: string) =>
    (readVariable(env, name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const options: HttpOptions = {
    host: given.host ?? DEFAULTS.host,
    port: given.port ?? DEFAULTS.port,
    tokens: list('POTOO_MCP_TOKEN'),
    hosts: list('POTOO_MCP_HOSTS').map((host) => host.toLowerCase()),
    origins: list('POTOO_MCP_ORIGINS').map((origin) => origin.toLowerCase()),
    ...readSignIn(env),
  };
  if (options.tokens.some((token) => token.length < LEAST_TOKEN_CHARACTERS)) {
    throw new BadRequestError(`POTOO_MCP_TOKEN has fewer than ${LEAST_TOKEN_CHARACTERS} characters.`, {
      reason: 'invalid_setting',
      hint: 'Make a long one: node -p "crypto.randomUUID()"',
    });
  }
  if (!isLoopback(options.host) && !asksWho(options)) {
    throw new BadRequestError(
      `Other machines could reach ${options.host}, and the server would ask nobody for a token.`,
      {
        reason: 'insecure_bind',
        hint: 'Set POTOO_MCP_TOKEN or POTOO_MCP_ISSUER, or leave --host out to serve this machine only.',
      },
    );
  }
  return options;
}

/** Whether requests have to say who sends them. */
export function asksWho({ tokens, signIn }: HttpOptions): boolean {
  return tokens.length > 0 || signIn !== undefined;
}

/** Whether there may be several callers, none of whom is to see what another does. */
export function hasSeveralCallers({ tokens, signIn }: HttpOptions): boolean {
  return tokens.length > 1 || signIn !== undefined;
}

function readSignIn(env: Environment): { readonly signIn?: SignIn } {
  const issuer = readVariable(env, 'POTOO_MCP_ISSUER');
  if (issuer === undefined) return {};
  const { protocol, hostname } = URL.canParse(issuer) ? new URL(issuer) : { protocol: '', hostname: '' };
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')))) {
    throw new BadRequestError(`POTOO_MCP_ISSUER is "${issuer}".`, {
      reason: 'invalid_setting',
      hint: 'Give the https address of the sign-in server, as its tokens name it.',
    });
  }
  const audience = readVariable(env, 'POTOO_MCP_AUDIENCE');
  if (audience === undefined) {
    throw new BadRequestError('POTOO_MCP_ISSUER is set, and POTOO_MCP_AUDIENCE is not.', {
      reason: 'invalid_setting',
      hint: 'Give the address that hosts reach this server by, such as https://voice.example.org/mcp: only tokens for it count.',
    });
  }
  return { signIn: { issuer, audience, scope: readVariable(env, 'POTOO_MCP_SCOPE') } };
}

/** Tells whether only this machine can reach an address that is bound. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
