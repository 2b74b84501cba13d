import type { SpeechRequest } from '../../contract/speech.ts';
import type { Warning } from '../../contract/warnings.ts';
import { UnsupportedError } from '../../errors/errors.ts';

/** What a service does instead of following an option. */
export interface Lack {
  /** Says so to a person, as the end of a sentence that begins with the option. */
  readonly because: string;
  /** Whether the result would not be what was asked for, so that the request is refused. @default false */
  readonly isVital?: boolean;
}

/** The options of a request that a service cannot follow. */
export type Lacks<Option extends string> = Readonly<Partial<Record<Option, Lack>>>;

/** Values that ask for nothing beyond what happens anyway. */
const PLAIN: Readonly<Record<string, readonly unknown[]>> = { speed: [1], inputType: ['text'], channels: ['mono'] };

/**
 * The one place that says what becomes of options that a service lacks: those that the result can do without are left
 * out with a warning.
 * @throws {UnsupportedError} `feature_not_supported`, for the others.
 */
export function leaveOut<Option extends string>(
  service: string,
  request: { readonly [Name in Option]?: unknown },
  lacks: Lacks<Option>,
): Warning[] {
  const warnings: Warning[] = [];
  for (const [option, lack] of Object.entries<Lack | undefined>(lacks)) {
    if (!lack || !asksFor(option, (request as Readonly<Record<string, unknown>>)[option])) continue;
    const message = `${service} cannot follow \`${option}\`: ${lack.because}.`;
    if (lack.isVital) {
      throw new UnsupportedError(message, {
        reason: 'feature_not_supported',
        param: option,
        hint: `Leave \`${option}\` out, or use another service for it.`,
      });
    }
    warnings.push({ type: 'unsupported', subject: option, message: `${message} It was left out.` });
  }
  return warnings;
}

/** The same for a request to speak, whose markup may be told by its text alone. */
export function leaveOutOfSpeech(
  service: string,
  request: SpeechRequest,
  lacks: Lacks<keyof SpeechRequest>,
): Warning[] {
  const { text, inputType = /^\s*<speak[\s>]/.test(text) ? 'ssml' : 'text' } = request;
  return leaveOut(service, { ...request, inputType }, lacks);
}

/** Why a service that knows no markup refuses it. */
export const NO_SSML: Lack = { because: 'it would read the markup out', isVital: true };

function asksFor(option: string, value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && !PLAIN[option]?.includes(value);
}
