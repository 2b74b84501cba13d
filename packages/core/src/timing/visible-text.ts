/** Whether a text is plain or SSML. */
export type InputType = 'text' | 'ssml';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// Pauses, sounds and links of the inline markup, and what Markdown emphasises with.
const INLINE =
  /\[pause:[^\]\n]{0,20}\]|\]\((?:\/[^/()\n]{1,100}\/|[^()\s]{1,500})\)|!?\[(?=[^[\]]{1,200}\]\()|\*+|`+|^#{1,6}\s/gi;
// Elements that part words; others may stand within one.
const PARTING = /<\/?(?:speak|p|s|break|paragraph|sentence)\b[^<>]*>/g;
const MARKUP = /<!--[^<>]{0,2000}-->|<[^<>]*>/g;

/** Takes the markup out of a stretch of the caller's text, for people to read. */
export function visibleText(text: string, inputType: InputType): string {
  if (inputType === 'text') return text.replace(INLINE, '');
  return text
    .replace(PARTING, ' ')
    .replace(MARKUP, '')
    .replace(/&(amp|lt|gt|quot|apos);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/&#(x?)([\da-f]{1,6});/gi, (entity, hexadecimal: string, digits: string) => {
      const code = Number.parseInt(digits, hexadecimal === '' ? 10 : 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    });
}

/** What a text is when nobody says: SSML when it starts with `<speak`. */
export function inputTypeOf(text: string): InputType {
  return text.trimStart().startsWith('<speak') ? 'ssml' : 'text';
}
