import { readFileSync } from 'node:fs';
import { type Comment, parseSync, type StaticExportEntry } from 'oxc-parser';

type Statement = ReturnType<typeof parseSync>['program']['body'][number];

/** A source file, read far enough to follow its exports and find their docblocks. */
export class SourceModule {
  readonly file: string;
  /** What the file exports, one entry per name or star. */
  readonly exports: readonly StaticExportEntry[];
  readonly #text: string;
  readonly #statements: readonly Statement[];
  readonly #comments: readonly Comment[];

  constructor(file: string) {
    this.file = file;
    this.#text = readFileSync(file, 'utf8');
    const { module, program, comments, errors } = parseSync(file, this.#text);
    const [error] = errors;
    if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`);
    this.exports = module.staticExports.flatMap(({ entries }) => entries);
    this.#statements = program.body;
    this.#comments = comments;
  }

  /** Counts the line of a position, from 1. */
  lineOf(position: number): number {
    return this.#text.slice(0, position).split('\n').length;
  }

  /** Tells whether a declaration with this name has a docblock with prose right before it. */
  isDocumented(name: string): boolean {
    return this.#statements.some((statement) => declares(statement, name) && this.#hasProseBefore(statement.start));
  }

  /** The text of a name's declarations, overloads included, without comments. */
  declarationOf(name: string): string {
    return this.#statements
      .filter((statement) => declares(statement, name))
      .map((statement) => this.#withoutComments(statement.start, statement.end))
      .join('\n');
  }

  #withoutComments(start: number, end: number): string {
    const inside = this.#comments.filter((comment) => comment.start >= start && comment.end <= end);
    const edges = [start, ...inside.flatMap((comment) => [comment.start, comment.end]), end];
    const kept = edges.flatMap((from, index) => (index % 2 === 0 ? [this.#text.slice(from, edges[index + 1])] : []));
    return kept.join('').replace(/^[ \t]*\n/gm, '');
  }

  #hasProseBefore(position: number): boolean {
    const comment = this.#comments.findLast(({ end }) => end <= position);
    if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return false;
    const touches = this.#text.slice(comment.end, position).trim() === '';
    return touches && /\p{L}{2}/u.test(proseOf(comment.value));
  }
}

/** Takes a docblock's text up to its first tag. */
function proseOf(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+/, '').trim());
  const firstTag = lines.findIndex((line) => /^@(?!deprecated)/.test(line));
  return lines.slice(0, firstTag < 0 ? undefined : firstTag).join(' ');
}

function declares(statement: Statement, name: string): boolean {
  const exported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const declaration = exported ? statement.declaration : statement;
  if (declaration === null) return false;
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' && declaration.id.name === name;
}
