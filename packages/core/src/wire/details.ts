import type { Progress } from '../contract/call-options.ts';
import type { MarkTiming, WordTiming } from '../contract/timing.ts';
import type { Usage } from '../contract/usage.ts';
import type { Warning } from '../contract/warnings.ts';
import { defined, Fields } from './fields.ts';

const WARNING_TYPES: readonly Warning['type'][] = ['unsupported', 'fallback', 'quality', 'other'];

/** Reads a spoken word. */
export function readWord(fields: Fields): WordTiming {
  return {
    text: fields.string('text'),
    start: fields.number('start'),
    end: fields.number('end'),
    charStart: fields.number('charStart'),
    charEnd: fields.number('charEnd'),
  };
}

/** Reads a mark of SSML. */
export function readMark(fields: Fields): MarkTiming {
  return { name: fields.string('name'), time: fields.number('time') };
}

/** Reads how far work has come. */
export function readProgress(fields: Fields): Progress {
  return { fraction: fields.number('fraction'), ...defined({ stage: fields.optionalString('stage') }) };
}

/** Reads a warning; a type that this version does not know is `other`. */
export function readWarning(fields: Fields): Warning {
  const type = fields.optionalString('type');
  return {
    type: WARNING_TYPES.find((known) => known === type) ?? 'other',
    subject: fields.optionalString('subject') ?? '',
    message: fields.string('message'),
  };
}

/** Reads the `usage` field of a result; an absent one is empty. */
export function readUsage(fields: Fields): Usage {
  if (fields.raw('usage') === undefined) return {};
  const usage = fields.object('usage');
  return defined({
    characters: usage.optionalNumber('characters'),
    audioSeconds: usage.optionalNumber('audioSeconds'),
    creditsUsed: usage.optionalNumber('creditsUsed'),
    creditsRemaining: usage.optionalNumber('creditsRemaining'),
  });
}

/** Reads the JSON array of warnings of the `X-Potoo-Warnings` header; anything else counts as none. */
export function readWarningsHeader(text: string | null): Warning[] {
  if (text === null) return [];
  try {
    return new Fields({ warnings: JSON.parse(decodeURIComponent(text)) }).objects('warnings', readWarning);
  } catch {
    // Warnings are beside the result: a header that a proxy has damaged must not take the audio with it.
    return [];
  }
}

/** The value of the `X-Potoo-Warnings` header. JSON escapes lone surrogates, so that any text can be percent-encoded. */
export function writeWarningsHeader(warnings: readonly Warning[]): string {
  return encodeURIComponent(JSON.stringify(warnings));
}
