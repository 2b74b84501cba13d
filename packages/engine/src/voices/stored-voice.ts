import type { Voice } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { z } from 'zod';
import type { VoiceProfile } from '../dsp/mimic/voice-profile.ts';

const finite = z.number();
const curve = (most: number) => z.array(finite).max(most);

const profile = z.object({
  pitch: z.array(z.number().min(20).max(2000)).length(7),
  formants: z.array(z.number().min(50).max(12_000)).length(4).optional(),
  formantSpacing: z.number().min(500).max(2500).optional(),
  spectrum: curve(100).min(5),
  tilt: finite,
  bandwidth: z.number().min(1000).max(24_000),
  rate: z.number().min(0).max(20),
  level: z.number().min(-200).max(20),
  breath: curve(10),
  voicedSeconds: z.number().min(0),
});

const moment = z.iso.datetime();

const schema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(100),
  language: z.string().min(1).max(40),
  gender: z.enum(['female', 'male', 'neutral']),
  consent: z.object({ speaker: z.string().min(1).max(200), statement: z.string().min(1).max(2000), date: moment }),
  /** SHA-256 of the file that it was cloned from, hex. */
  sourceHash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: moment,
  profile,
  /** The model that it was cloned for; absent where signal processing imitates it. */
  model: z.string().min(1).max(64).optional(),
  /** What is said in the recording, for models that have to know. */
  transcript: z.string().min(1).max(2000).optional(),
});

/** A cloned voice as it is kept, beside its recording. Dates are ISO 8601. */
export type StoredVoice = Omit<z.output<typeof schema>, 'profile'> & { readonly profile: VoiceProfile };

/** Reads what was kept, or what somebody says was. @throws {BadRequestError} `invalid_voice_file`. */
export function parseStoredVoice(value: unknown): StoredVoice {
  const parsed = schema.safeParse(value);
  // Optional fields that are absent have no key: the checker gives none either.
  if (parsed.success) return parsed.data as StoredVoice;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new BadRequestError(`This is no voice of Potoo: ${place === '' ? 'it is no object' : `${place} is wrong`}.`, {
    reason: 'invalid_voice_file',
    param: 'file',
    hint: 'Give a file that `potoo voices export` or exportVoice() has written, unchanged.',
  });
}

/** The model that speaks cloned voices. */
export const CLONED_MODEL = 'mimic';

/** A stored voice as the contract lists it. */
export function listedVoice({ id, name, model, language, gender, consent, sourceHash, createdAt }: StoredVoice): Voice {
  return {
    id,
    name,
    model: model ?? CLONED_MODEL,
    languages: [language],
    gender,
    state: 'installed',
    cloned: true,
    origin: {
      consent: { speaker: consent.speaker, statement: consent.statement, date: new Date(consent.date) },
      sourceHash,
      createdAt: new Date(createdAt),
    },
  };
}
