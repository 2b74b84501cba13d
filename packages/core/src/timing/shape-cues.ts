import type { Cue, CueShape } from './cue.ts';
import { resolveCueShape } from './cue.ts';
import type { CueToken } from './cue-tokens.ts';
import { wrapLines } from './wrap-lines.ts';

const SENTENCE_END = /[.!?…。！？؟।][\p{Pe}\p{Pf}"']*$/u;

/** Shortest cue, seconds: a player drops one that ends when it begins. */
const INSTANT = 0.001;

/** Gathers tokens into cues: as much as fits, ending at sentence ends, pauses and changes of the speaker. */
export function shapeCues(tokens: readonly CueToken[], shape?: CueShape): Cue[] {
  const bounds = resolveCueShape(shape);
  const cues: Cue[] = [];
  let gathered: CueToken[] = [];
  const finish = () => {
    if (gathered.length > 0) cues.push(cueOf(gathered, bounds));
    gathered = [];
  };
  for (const token of tokens) {
    if (gathered.length > 0 && !mayJoin(gathered, token, bounds)) finish();
    gathered.push(token);
  }
  finish();
  return cues.map((cue, index) => {
    const room = cues[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    return { ...cue, end: Math.max(cue.end, Math.min(cue.start + bounds.minSeconds, room), cue.start + INSTANT) };
  });
}

function mayJoin(gathered: readonly CueToken[], token: CueToken, bounds: Required<CueShape>): boolean {
  const first = gathered[0];
  const last = gathered.at(-1);
  if (!first || !last) return true;
  const words = gathered.reduce((sum, { words }) => sum + words, token.words);
  if (token.speaker !== last.speaker) return false;
  if (token.start - last.end > bounds.maxPauseSeconds) return false;
  if (SENTENCE_END.test(last.text) && last.end - first.start >= bounds.minSeconds) return false;
  if (token.end - first.start > bounds.maxSeconds || words > bounds.maxWords) return false;
  return wrapLines([...gathered, token], bounds.maxLineLength, bounds.maxLines) !== undefined;
}

function cueOf(tokens: readonly CueToken[], { maxLineLength, maxLines }: Required<CueShape>): Cue {
  const lines = wrapLines(tokens, maxLineLength, maxLines) ?? [];
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0, lines };
}
