import type { WordTiming } from '../contract/timing.ts';
import type { TranscriptSegment } from '../contract/transcription.ts';
import type { Cue, CueShape } from './cue.ts';
import { speechTokens, transcriptTokens } from './cue-tokens.ts';
import { shapeCues } from './shape-cues.ts';
import type { InputType } from './visible-text.ts';

/** Kinds of subtitle files. */
export type SubtitleFormat = 'srt' | 'vtt';

/** What cues of speech are cut from, and how. */
export interface SpeechCueOptions extends CueShape {
  /** The caller's original text. */
  readonly text: string;
  /** @default 'ssml' when the text starts with `<speak`, else 'text'. */
  readonly inputType?: InputType;
}

/** Cues of what was spoken, cut from the caller's own text. */
export function wordsToCues(words: readonly WordTiming[], options: SpeechCueOptions): Cue[] {
  const { text, inputType, ...shape } = options;
  return shapeCues(speechTokens(words, text, inputType), shape);
}

/** Cues of what was heard. */
export function segmentsToCues(segments: readonly TranscriptSegment[], shape?: CueShape): Cue[] {
  return shapeCues(transcriptTokens(segments), shape);
}

/** Writes cues as SubRip (`srt`) or WebVTT (`vtt`). */
export function formatSubtitles(cues: readonly Cue[], format: SubtitleFormat): string {
  if (format === 'vtt') {
    const blocks = cues.map((cue) => `${timing(cue, '.')}\n${cue.lines.map(escapeVtt).join('\n')}\n`);
    return ['WEBVTT\n', ...blocks].join('\n');
  }
  return cues.map((cue, index) => `${index + 1}\n${timing(cue, ',')}\n${cue.lines.join('\n')}\n`).join('\n');
}

function timing({ start, end }: Cue, decimal: string): string {
  return `${clock(start, decimal)} --> ${clock(end, decimal)}`;
}

function clock(seconds: number, decimal: string): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1000) % 60, 2)}${decimal}${part(ms % 1000, 3)}`;
}

/** WebVTT reads `&`, `<` and `>` as markup; escaping `>` also keeps `-->` out of the text. */
function escapeVtt(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
