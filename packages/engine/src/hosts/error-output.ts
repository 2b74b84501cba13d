import { stripVTControlCharacters } from 'node:util';

const KEPT_BYTES = 8192;
const LONGEST_SUMMARY = 200;
/** Lines around an error that say where, not what: of JavaScript and of native stack traces. */
const STACK_LINE = /^(at |Node\.js v|\^+$|\d+: |-{3})/;

/** The end of what a host wrote to its standard error: enough to tell why it died, whatever it wrote before. */
export class ErrorOutput {
  #tail = Buffer.alloc(0);

  append(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-KEPT_BYTES)]).subarray(-KEPT_BYTES);
  }

  /** All that was kept. For logs: it can name files of this machine. */
  text(): string {
    return stripVTControlCharacters(this.#tail.toString('utf8')).trim();
  }

  /** The line that says most, without folders and control characters, for a message; empty when nothing was written. */
  summary(): string {
    const lines = this.text()
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !STACK_LINE.test(line));
    const line = lines.find((text) => /^\w*Error\b.*:/.test(text)) ?? lines.at(-1) ?? '';
    return withoutFolders(line)
      .replaceAll(/\p{Cc}/gu, ' ')
      .slice(0, LONGEST_SUMMARY);
  }
}

function withoutFolders(line: string): string {
  return line.replaceAll(/(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][^\\/\s'"]+)+[\\/](?=[^\\/\s'"]+)/g, '');
}
