import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { type LanguageServer, startLanguageServer } from '../../packages/engine/src/testing/language-server.ts';
import { ROOT } from '../source-files.ts';

const MAIN = path.join(ROOT, 'packages/engine/src/cli/main.ts');

/** What its language model says, to everyone. */
export const REPLY = 'I hear you. Potoos sleep by day, and they hunt for moths at night.';
/** What it gives for every text that it is to translate. */
export const TRANSLATION = 'Los potús duermen de día y cazan polillas de noche.';

/** One real `potoo serve` on a free port of this machine, with a language model; it ends with this process. */
export class PotooProcess {
  readonly #args: readonly string[];
  #url: Promise<string> | undefined;
  #child: ChildProcess | undefined;
  #language: LanguageServer | undefined;

  /** @param args - Further arguments of `potoo serve`. */
  constructor(args: readonly string[] = ['--no-ui']) {
    this.#args = args;
  }

  /** Its address; started when it is first asked for. */
  url(): Promise<string> {
    this.#url ??= this.#start();
    return this.#url;
  }

  stop(): void {
    this.#child?.kill('SIGTERM');
    this.#child = undefined;
    this.#url = undefined;
    void this.#language?.[Symbol.asyncDispose]();
    this.#language = undefined;
  }

  async #start(): Promise<string> {
    const data = mkdtempSync(path.join(tmpdir(), 'potoo-browser-'));
    this.#language = await startLanguageServer(({ request }) =>
      request.messages.some(({ role, content }) => role === 'system' && /\btranslate/i.test(content))
        ? TRANSLATION
        : REPLY,
    );
    const env = { ...process.env, POTOO_LLM_BASE_URL: this.#language.baseUrl };
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', MAIN],
        ...['serve', '--port', '0', '--quiet', '--data', data, ...this.#args],
      ],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#child = child;
    child.once('exit', () => rmSync(data, { recursive: true, force: true }));
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined) return url;
    }
    throw new TypeError('`potoo serve` ended before it served.');
  }
}
