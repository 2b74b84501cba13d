import type { Warning } from '../../contract/warnings.ts';

/** A warning as the AI SDK has it (`SharedV4Warning`). */
export type AiSdkWarning =
  | { readonly type: 'unsupported'; readonly feature: string; readonly details?: string }
  | { readonly type: 'other'; readonly message: string };

/** Warnings of a service as the AI SDK has them. */
export function toAiSdkWarnings(warnings: readonly Warning[]): AiSdkWarning[] {
  return warnings.map(({ type, subject, message }) =>
    type === 'unsupported' ? { type, feature: subject, details: message } : { type: 'other', message },
  );
}

/** Says so where a voice was told in words how to speak. */
export function noInstructions(instructions: string | undefined): AiSdkWarning[] {
  return instructions === undefined ? [] : [NO_INSTRUCTIONS];
}

const NO_INSTRUCTIONS: AiSdkWarning = {
  type: 'unsupported',
  feature: 'instructions',
  details: 'Voices take no instructions in words. Use `speed`, or SSML with `inputType`.',
};
