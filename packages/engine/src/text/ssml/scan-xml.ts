import { BadRequestError } from '@potoo/core/errors';

/** What a document consists of, in order. */
export type XmlEvent =
  | { readonly type: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly type: 'close'; readonly name: string }
  | {
      readonly type: 'text';
      readonly text: string;
      /** Index of its first character in the document. */
      readonly source: number;
      /** Length in the document of what it stands for, where that is an entity. */
      readonly span?: number;
    };

const DEEPEST = 64;
const MOST_ATTRIBUTES = 32;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = String.raw`[\p{L}_:][\p{L}\p{N}_:.-]{0,99}`;
const TAG_NAME = new RegExp(NAME, 'uy');
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const TAG_END = /\s*(\/?)>/y;
const CLOSE_TAG = new RegExp(String.raw`(${NAME})\s*>`, 'uy');
const ENTITY = /&(?:#(\d{1,8})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/y;

/**
 * Reads a well-formed document, in one pass and without a document type: what XML calls a well-formedness error ends it.
 * @throws {BadRequestError} `invalid_ssml`, with line and column.
 */
export function* scanXml(xml: string): Generator<XmlEvent> {
  const open: string[] = [];
  let at = /^\ufeff?\s*/.exec(xml)?.[0].length ?? 0;
  let seenRoot = false;
  while (at < xml.length) {
    if (xml.charAt(at) !== '<') {
      if (open.length === 0) at = outsideRoot(xml, at);
      else at = yield* scanText(xml, at);
    } else if (xml.startsWith('<!--', at)) at = skipPast(xml, at, '-->', 'comment');
    else if (xml.startsWith('<?', at)) at = skipPast(xml, at, '?>', 'processing instruction');
    else if (xml.startsWith('<![CDATA[', at) && open.length > 0) {
      const end = skipPast(xml, at, ']]>', 'CDATA section');
      if (end - at > 12) yield { type: 'text', text: xml.slice(at + 9, end - 3), source: at + 9 };
      at = end;
    } else if (xml.startsWith('<!', at)) {
      throw invalid(xml, at, 'it declares a document type', 'Leave <!DOCTYPE …> out: entities are not expanded.');
    } else if (xml.startsWith('</', at)) {
      at = closeTag(xml, at, open);
      yield { type: 'close', name: open.pop() ?? '' };
    } else {
      if (open.length === 0 && seenRoot) throw afterRoot(xml, at);
      const tag = openTag(xml, at);
      seenRoot = true;
      if (open.length >= DEEPEST) throw invalid(xml, at, `it is deeper than ${DEEPEST} elements`, 'Nest less deeply.');
      at = tag.end;
      yield { type: 'open', name: tag.name, attributes: tag.attributes };
      if (tag.empty) yield { type: 'close', name: tag.name };
      else open.push(tag.name);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw invalid(xml, xml.length, `<${unclosed}> is not closed`, `Add </${unclosed}>.`);
  }
  if (!seenRoot) throw invalid(xml, 0, 'it has no element', 'Wrap the text in <speak>…</speak>.');
}

function* scanText(xml: string, from: number): Generator<XmlEvent, number> {
  let at = from;
  while (at < xml.length && xml.charAt(at) !== '<') {
    if (xml.charAt(at) === '&') {
      const { text, length } = readEntity(xml, at);
      yield { type: 'text', text, source: at, span: length };
      at += length;
      continue;
    }
    const end = nextOf(xml, at);
    yield { type: 'text', text: xml.slice(at, end), source: at };
    at = end;
  }
  return at;
}

function nextOf(xml: string, from: number): number {
  const special = /[<&]/g;
  special.lastIndex = from;
  return special.exec(xml)?.index ?? xml.length;
}

function readEntity(xml: string, at: number): { text: string; length: number } {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(xml);
  if (!match) {
    throw invalid(xml, at, 'an "&" stands alone or names an unknown entity', 'Write "&amp;" for the sign itself.');
  }
  const [whole, decimal, hexadecimal, name = ''] = match;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '0', 16);
  const text = ENTITIES[name] ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
  if (text === undefined) throw invalid(xml, at, `${whole} is no character`, 'Use the number of a Unicode character.');
  return { text, length: whole.length };
}

function openTag(
  xml: string,
  from: number,
): { name: string; attributes: Map<string, string>; empty: boolean; end: number } {
  TAG_NAME.lastIndex = from + 1;
  const name = TAG_NAME.exec(xml)?.[0];
  if (name === undefined) throw invalid(xml, from, 'a "<" begins no tag', 'Write "&lt;" for the sign itself.');
  const attributes = new Map<string, string>();
  let at = from + 1 + name.length;
  ATTRIBUTE.lastIndex = at;
  for (let match = ATTRIBUTE.exec(xml); match; match = ATTRIBUTE.exec(xml)) {
    const [whole, key = '', double, single] = match;
    if (attributes.has(key)) throw invalid(xml, at, `<${name}> has the attribute ${key} twice`, 'Keep one of them.');
    if (attributes.size >= MOST_ATTRIBUTES) throw invalid(xml, at, `<${name}> has too many attributes`, 'Use fewer.');
    attributes.set(key, attributeValue(xml, at, double ?? single ?? ''));
    at += whole.length;
    ATTRIBUTE.lastIndex = at;
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(xml);
  if (!end)
    throw invalid(xml, at, `the tag <${name}> is malformed`, 'Write attributes as name="value" and end it with ">".');
  return { name, attributes, empty: end[1] === '/', end: at + end[0].length };
}

function attributeValue(xml: string, at: number, raw: string): string {
  return raw.replace(/&[^&;]{0,12};?/g, (entity) => {
    ENTITY.lastIndex = 0;
    if (ENTITY.exec(entity)?.[0] !== entity)
      throw invalid(xml, at, `"${entity}" is no entity`, 'Write "&amp;" for "&".');
    return readEntity(entity, 0).text;
  });
}

function closeTag(xml: string, at: number, open: readonly string[]): number {
  CLOSE_TAG.lastIndex = at + 2;
  const match = CLOSE_TAG.exec(xml);
  const expected = open.at(-1);
  if (!match) throw invalid(xml, at, 'a closing tag is malformed', 'Write it as </name>.');
  if (expected === undefined) throw invalid(xml, at, `</${match[1]}> closes nothing`, 'Remove it.');
  if (match[1] !== expected) {
    throw invalid(
      xml,
      at,
      `</${match[1]}> stands where </${expected}> should`,
      'Close elements in the order they opened.',
    );
  }
  return at + 2 + match[0].length;
}

function outsideRoot(xml: string, from: number): number {
  const blank = /\s*/y;
  blank.lastIndex = from;
  const end = from + (blank.exec(xml)?.[0].length ?? 0);
  if (end === from) throw afterRoot(xml, from);
  return end;
}

function afterRoot(xml: string, at: number): BadRequestError {
  return invalid(xml, at, 'there is text outside of the root element', 'Put everything into one <speak>…</speak>.');
}

function skipPast(xml: string, at: number, mark: string, what: string): number {
  const end = xml.indexOf(mark, at + 2);
  if (end === -1) throw invalid(xml, at, `a ${what} does not end`, `Add "${mark}".`);
  return end + mark.length;
}

/** The error for SSML that cannot be read. */
export function invalid(xml: string, at: number, problem: string, hint: string): BadRequestError {
  const before = xml.slice(0, at).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return new BadRequestError(`The SSML is not valid at line ${place.line}, column ${place.column}: ${problem}.`, {
    reason: 'invalid_ssml',
    param: 'text',
    hint,
    details: place,
  });
}
