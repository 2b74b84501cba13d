import type { CueToken } from './cue-tokens.ts';

/**
 * Breaks tokens into lines, as even as their count allows.
 * @returns `undefined` when they do not fit. A single token that is longer than a line is cut.
 */
export function wrapLines(tokens: readonly CueToken[], maxLength: number, maxLines: number): string[] | undefined {
  const widest = fill(tokens, maxLength);
  if (widest.length > maxLines && tokens.length > 1) return undefined;
  if (widest.length < 2) return widest;
  // The narrowest width that needs no more lines gives the most even ones.
  let lines = widest;
  for (let width = maxLength - 1; width > 0; width--) {
    const narrower = fill(tokens, width);
    if (narrower.length > widest.length || narrower.some((line) => line.length > width)) break;
    lines = narrower;
  }
  return lines;
}

function fill(tokens: readonly CueToken[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { text, spaced } of tokens) {
    const joined = line === '' ? text : `${line}${spaced ? ' ' : ''}${text}`;
    if (joined.length <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = text;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
