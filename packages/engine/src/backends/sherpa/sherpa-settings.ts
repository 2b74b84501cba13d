import * as z from 'zod';

const names = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** How a card tells this backend to load its files: names and values of the library's own configuration. */
export const sherpaSettingsSchema = z.strictObject({
  task: z.enum([
    'speech',
    'recognition',
    'streaming-recognition',
    'voice-activity',
    'diarization',
    'speaker-embedding',
    'denoising',
    'language-identification',
    'punctuation',
  ]),
  /** Name of the model's part in the configuration: `vits`, `whisper`, `sileroVad`, … */
  family: z.string().min(1),
  /** Files by their names in the configuration, relative to the model's folder; several are joined by commas. */
  files: names,
  /** Values of the model's part. */
  options: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Rules that write numbers and dates out, relative to the model's folder. */
  ruleFsts: z.array(z.string()).default([]),
  /** For recognisers that cannot be told from their files. */
  modelType: z.string().optional(),
  /** Steps of models that work in steps. */
  steps: z.int().positive().optional(),
  /** Whether it speaks at a speed of its own, whatever it is asked for. */
  fixedRate: z.boolean().default(false),
  /** Present when it speaks in the voice of a recording: what it has to be given. */
  clones: z.enum(['audio', 'audio-and-text']).optional(),
  /** Whether what it said before is put after the recording, with its text, so that it goes on from there. */
  goesOn: z.boolean().default(false),
});

/** See {@link sherpaSettingsSchema}. */
export type SherpaSettings = z.output<typeof sherpaSettingsSchema>;
