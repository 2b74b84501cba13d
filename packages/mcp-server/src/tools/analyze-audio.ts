import type { Analysis } from '@potoo/core';
import * as z from 'zod';
import { audioSource, defined, warningFacts } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';

/** Measures a recording. */
export const analyzeAudio = defineTool({
  name: 'analyze_audio',
  title: 'Measure audio',
  description: 'Measures loudness, key, tempo and meter. For words use transcribe.',
  group: 'audio',
  icon: '📊',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  feature: 'analyze',
  input: z.strictObject({ ...audioSource, beats: z.boolean().optional().describe('With times') }),
  output: z.object({
    content: z.string(),
    duration: z.number().describe('Seconds'),
    loudness: z.number().optional().describe('LUFS'),
    true_peak: z.number().optional().describe('dBTP'),
    key: z.string().optional(),
    key_confidence: z.number().optional(),
    bpm: z.number().optional(),
    bpm_confidence: z.number().optional(),
    time_signature: z.string().optional(),
    camelot: z.string().optional(),
    compatible_keys: z.array(z.string()).optional(),
    beats: z.array(z.number()).optional(),
    downbeats: z.array(z.number()).optional(),
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const { beats } = input;
    const found = await service.analyze({ audio, fileName, ...defined({ beats }) }, context.call);
    return { facts: { ...musicFacts(found, beats === true), ...warningFacts(found.warnings) } };
  },
});

/** What was found. What a recording does not have, such as the key of speech, is left out. */
function musicFacts(found: Analysis, beats: boolean) {
  const { key, scale, bpm, confidence } = found;
  return {
    content: found.content,
    duration: roundSeconds(found.duration),
    ...(found.loudness !== null && { loudness: round(found.loudness, 1) }),
    ...(found.truePeak !== null && { true_peak: round(found.truePeak, 1) }),
    ...(key !== null && { key: scale === null ? key : `${key} ${scale}`, key_confidence: round(confidence.key, 2) }),
    ...(bpm !== null && { bpm: round(bpm, 1), bpm_confidence: round(confidence.bpm, 2) }),
    ...(found.timeSignature !== null && { time_signature: found.timeSignature }),
    ...(found.camelot !== null && { camelot: found.camelot }),
    ...(found.compatibleKeys.length > 0 && { compatible_keys: [...found.compatibleKeys] }),
    ...(beats && { beats: found.beats.map(roundSeconds), downbeats: found.downbeats.map(roundSeconds) }),
  };
}

/** To as many decimals as are told with confidence: more are tokens, not accuracy. */
function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
