import { randomUUID } from 'node:crypto';
import type { ClonedVoice, CloneVoiceRequest, Pcm } from '@potoo/core';
import { pcmFileSource } from '../../audio/pcm-file.ts';
import { resample } from '../../audio/resample.ts';
import { EXAMINED_SECONDS } from '../../dsp/mimic/examined-seconds.ts';
import { canonicalLanguage } from '../../models/language-tags.ts';
import type { ResolvedTool } from '../../models/resolve-tool.ts';
import { checkCloneRequest } from '../../requests/clone-request.ts';
import { genderOf } from '../../voices/gender-of.ts';
import { listedVoice, type StoredVoice } from '../../voices/stored-voice.ts';
import type { EngineCall } from '../engine-call.ts';
import { joinPcm } from '../join-pcm.ts';
import { examine } from './examine.ts';
import { openReference, type Reference } from './open-reference.ts';
import { resolveCloner } from './resolve-cloner.ts';
import { asVoiceCloner, spokenReference } from './spoken-reference.ts';

/** Rate of the recordings that are kept, hertz: what models that clone ask for. */
const KEPT_RATE = 24_000;
/** Taken where nobody says what the reference speaks. */
const DEFAULT_LANGUAGE = 'en';

/** Makes a voice of a recording, and keeps it with the recording and the consent. */
export async function cloneVoice(request: CloneVoiceRequest, call: EngineCall): Promise<ClonedVoice> {
  const { reference, name, consent, model, language } = checkCloneRequest(request);
  const cloner = resolveCloner(model, call);
  const tag = canonicalLanguage(language) ?? DEFAULT_LANGUAGE;
  await using opened = await openReference(reference, call);
  const { profile, warnings } = await examine(opened, call);
  const voice: StoredVoice = {
    id: randomUUID(),
    name,
    language: tag,
    gender: genderOf(profile),
    consent: { speaker: consent.speaker, statement: consent.statement, date: consent.date.toISOString() },
    sourceHash: opened.hash,
    createdAt: new Date().toISOString(),
    profile,
    ...(await modelPart(cloner, opened, tag, call)),
  };
  const recording = await encodeRecording(opened, call);
  call.signal.throwIfAborted();
  await call.voices.put(voice, recording);
  return { ...listedVoice(voice), warnings: [...cloner.warnings, ...warnings] };
}

/** What a model that clones by itself needs later. */
async function modelPart(
  tool: ResolvedTool,
  opened: Reference,
  language: string,
  call: EngineCall,
): Promise<Pick<StoredVoice, 'model' | 'transcript'>> {
  const cloner = asVoiceCloner(tool);
  if (!cloner) return {};
  const { text } = await spokenReference(opened, cloner, { language }, call);
  return { model: cloner.model.id, ...(text !== undefined && { transcript: text }) };
}

/** What was examined of a recording, as FLAC. */
async function encodeRecording({ pcm }: Reference, { media, signal, lane }: EngineCall): Promise<Uint8Array> {
  const source = pcmFileSource(pcm);
  const blocks = await Array.fromAsync(source.read({ to: Math.round(EXAMINED_SECONDS * pcm.sampleRate) }));
  const sampleRate = Math.min(pcm.sampleRate, KEPT_RATE);
  const whole = resample(joinPcm(blocks), sampleRate);
  async function* once(): AsyncGenerator<Pcm> {
    yield whole;
  }
  const encoding = { format: 'flac', bitrate: 128, sampleRate, channels: 1, streaming: false, signal, lane } as const;
  const parts = await Array.fromAsync(media.encode(once(), encoding));
  return Buffer.concat(parts);
}
