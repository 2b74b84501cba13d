import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { BadRequestError, type PotooError } from '@potoo/core/errors';
import type { AudioAccess } from './files/audio-access.ts';
import type { InlineAudio } from './results/call-content.ts';
import type { ServiceSettings } from './service/choose-service.ts';
import { defaultVoiceRules, type VoiceRules } from './service/default-voice.ts';
import { DEFAULT_SELECTION, parseToolSelection, type ToolSelection } from './tools/selection.ts';

/** How much goes to standard error. */
export type LogLevel = 'silent' | 'error' | 'debug';

/** Everything that a user can decide about the server. */
export interface Settings {
  readonly service: ServiceSettings;
  /** Absolute path of the folder that results go to. */
  readonly output: string;
  /** Absolute paths of the folders that recordings may be read from, beside the output folder. */
  readonly allowed: readonly string[];
  readonly fetch: AudioAccess['fetch'];
  readonly tools: ToolSelection;
  readonly voices: VoiceRules;
  readonly inline: InlineAudio;
  /** Most bytes of a file that is read. */
  readonly maxInputBytes: number;
  /** How long a call may take before it goes on as a job, in milliseconds. */
  readonly jobAfterMs: number;
  /** Whether people are asked by forms, where the host can show them. */
  readonly askPeople: boolean;
  readonly log: LogLevel;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line says; it goes before the environment. */
export interface SettingFlags {
  readonly output?: string;
  readonly allow?: readonly string[];
  readonly tools?: string;
  readonly voice?: string;
}

const MEBIBYTE = 1024 * 1024;

const MOST_NUMBER = 2 ** 31 - 1;

const DEFAULTS = {
  inlineBytes: 4 * MEBIBYTE,
  maxInputBytes: 1024 * MEBIBYTE,
  /** Hosts give up after 60 s, some of them without a word. */
  jobAfterMs: 45_000,
} as const;

/**
 * Settles what the server does from the command line and the environment.
 * @throws {BadRequestError} If a value makes no sense.
 */
export function resolveSettings(env: Environment, flags: SettingFlags = {}): Settings {
  const read = (name: string) => readVariable(env, name);
  const tools = flags.tools ?? read('POTOO_MCP_TOOLS');
  return {
    service: {
      baseUrl: read('POTOO_BASE_URL'),
      apiKey: read('POTOO_API_KEY'),
      ttsAiKey: read('TTS_AI_API_KEY'),
      outeAiToken: read('OUTEAI_API_TOKEN'),
    },
    output: readFolder(flags.output ?? read('POTOO_MCP_OUTPUT') ?? '~/Potoo'),
    allowed: [...(flags.allow ?? []), ...(read('POTOO_MCP_ALLOWED') ?? '').split(delimiter)]
      .filter((folder) => folder.trim() !== '')
      .map(readFolder),
    fetch: readFetch(read('POTOO_MCP_FETCH') ?? 'off'),
    tools: tools === undefined ? DEFAULT_SELECTION : parseToolSelection(tools),
    voices: defaultVoiceRules(flags.voice ?? read('POTOO_MCP_VOICE') ?? ''),
    inline: {
      always: readChoice('POTOO_MCP_INLINE', read('POTOO_MCP_INLINE') ?? 'asked', ['asked', 'always']) === 'always',
      maxBase64Bytes: readNumber('POTOO_MCP_INLINE_BYTES', read('POTOO_MCP_INLINE_BYTES'), DEFAULTS.inlineBytes),
    },
    maxInputBytes: readNumber('POTOO_MCP_INPUT_BYTES', read('POTOO_MCP_INPUT_BYTES'), DEFAULTS.maxInputBytes),
    jobAfterMs: readNumber('POTOO_MCP_JOB_AFTER_MS', read('POTOO_MCP_JOB_AFTER_MS'), DEFAULTS.jobAfterMs),
    askPeople: readChoice('POTOO_MCP_ASK', read('POTOO_MCP_ASK') ?? 'on', ['on', 'off']) === 'on',
    log: readChoice('POTOO_MCP_LOG', read('POTOO_MCP_LOG') ?? 'error', ['silent', 'error', 'debug']),
  };
}

/** A variable that has a value. Some hosts hand over their own placeholders where the user left a field empty. */
export function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' || /^\$\{.*\}$/.test(value) ? undefined : value;
}

function readFolder(text: string): string {
  const path = text.trim();
  const absolute = path === '~' || /^~[\\/]/.test(path) ? join(homedir(), path.slice(1)) : path;
  // Hosts start servers in folders of their own choice, where a relative path means nothing.
  if (!isAbsolute(absolute))
    throw wrong(`The folder "${text}" is not an absolute path.`, 'Write it out, or begin with ~/.');
  return resolve(absolute);
}

function readFetch(text: string): AudioAccess['fetch'] {
  if (text === 'off' || text === 'public') return text;
  return text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
}

function readNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  // Timers know no more than this, and no file has more bytes that matter here.
  if (value >= 0 && value <= MOST_NUMBER) return value;
  throw wrong(`${name} is "${text}".`, `Give a number from 0 to ${MOST_NUMBER}.`);
}

function readChoice<const Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((each) => each === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw wrong(`${name} is "${text}".`, `Give one of ${choices.join(', ')}.`);
}

function wrong(message: string, hint: string): PotooError {
  return new BadRequestError(message, { reason: 'invalid_setting', hint });
}
