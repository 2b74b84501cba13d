import type { Pcm } from '@potoo/core';
import { PotooError } from '@potoo/core/errors';
import { type PcmFile, pcmFileSource, type SpooledPcm, spoolPcm } from '../audio/pcm-file.ts';
import { spoolAudio } from '../audio/spool.ts';
import type { SpeakerTurn } from '../backends/sherpa/diarize.ts';
import type { EmbedParams } from '../backends/sherpa/embed-speaker.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import type { InstalledTool } from '../models/inventory.ts';
import type { StoredVoice } from '../voices/stored-voice.ts';
import { numberedSpeaker, type SpeakerName } from './assign-speakers.ts';
import type { EngineCall } from './engine-call.ts';

/** Rate of the audio that voices are told by, hertz. */
const RATE = 16_000;
/** How much of a speaker and of a recording is listened to, seconds. */
const HEARD_SECONDS = 20;
/** Voices that are compared, the latest ones. */
const MOST_VOICES = 50;
/** Cosine similarity from which two recordings are of one speaker: other speakers reach 0.2, the same ones 0.6 and more. */
const SAME = 0.5;

/** How a voice sounds, as a vector of length one. */
type Embedding = Float32Array;

/**
 * Gives the speakers of a recording the names of the caller's cloned voices that sound the same; others keep their numbers.
 * @param tool - The model that told the speakers apart; it also tells how one sounds.
 * @param audio - Mono, 16 kHz: the recording.
 */
export async function nameSpeakers(
  tool: InstalledTool,
  audio: PcmFile,
  turns: readonly SpeakerTurn[],
  call: EngineCall,
): Promise<SpeakerName> {
  const voices = (await call.voices.list()).slice(-MOST_VOICES);
  if (voices.length === 0 || turns.length === 0) return numberedSpeaker;
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))];
  const heard = await embedEach(speakers, (speaker) => embedSpeaker(speaker, { tool, audio, turns, call }));
  const known = await embedEach(voices, (voice) => embedVoice(voice, tool, call));
  const pairs = [...heard].flatMap(([speaker, sound]) =>
    [...known].map(([voice, other]) => ({ speaker, voice, likeness: cosine(sound, other) })),
  );
  const names = new Map<number, string>();
  const taken = new Set<StoredVoice>();
  // The most alike first: one voice is one speaker's.
  for (const { speaker, voice, likeness } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness < SAME) break;
    if (names.has(speaker) || taken.has(voice)) continue;
    names.set(speaker, voice.name);
    taken.add(voice);
  }
  return (speaker) => names.get(speaker) ?? numberedSpeaker(speaker);
}

/** One after the other: what embeds has few processes. What is too short to be known is left out. */
async function embedEach<Item>(
  items: readonly Item[],
  embed: (item: Item) => Promise<Embedding | undefined>,
): Promise<Map<Item, Embedding>> {
  const found = new Map<Item, Embedding>();
  for (const item of items) {
    const embedding = await embed(item);
    if (embedding) found.set(item, embedding);
  }
  return found;
}

interface Conversation {
  readonly tool: InstalledTool;
  readonly audio: PcmFile;
  readonly turns: readonly SpeakerTurn[];
  readonly call: EngineCall;
}

/** Embeds what a speaker says in the longest turns. */
async function embedSpeaker(
  speaker: number,
  { tool, audio, turns, call }: Conversation,
): Promise<Embedding | undefined> {
  const own = turns.filter((turn) => turn.speaker === speaker).sort((a, b) => b.end - b.start - (a.end - a.start));
  async function* excerpt(): AsyncGenerator<Pcm> {
    let left = HEARD_SECONDS;
    for (const { start, end } of own) {
      if (left <= 0) return;
      const from = Math.round(start * audio.sampleRate);
      const to = Math.round(Math.min(end, start + left) * audio.sampleRate);
      left -= end - start;
      yield* pcmFileSource(audio).read({ from, to });
    }
  }
  await using spooled = await spoolPcm(excerpt(), { directory: call.options.tempDirectory, signal: call.signal });
  return await embed(spooled, tool, call);
}

/** Embeds the recording that a voice was cloned from. */
async function embedVoice({ id }: StoredVoice, tool: InstalledTool, call: EngineCall): Promise<Embedding | undefined> {
  const { options, media, voices, signal, lane } = call;
  const recording = await voices.recording(id);
  if (!recording) return undefined;
  const directory = options.tempDirectory;
  await using file = await spoolAudio(recording, { directory, maxBytes: options.maxAudioBytes, signal });
  const settings = { sampleRate: RATE, mono: true, maxSeconds: options.maxAudioSeconds, signal, lane } as const;
  await using spooled = await spoolPcm(media.decode(file.path, settings), { directory, signal });
  return await embed({ ...spooled, frames: Math.min(spooled.frames, HEARD_SECONDS * RATE) }, tool, call);
}

async function embed(
  { path, sampleRate, channels, frames }: Omit<SpooledPcm, typeof Symbol.asyncDispose>,
  { backend, installation }: InstalledTool,
  { pools, signal, lane }: EngineCall,
): Promise<Embedding | undefined> {
  if (frames === 0) return undefined;
  const params: EmbedParams = { audio: { path, sampleRate, channels, frames } };
  try {
    return await retryCrashed(signal, () =>
      pools.for(backend, installation).run<Embedding>('embed', params, { signal, lane }),
    );
  } catch (error) {
    if (PotooError.isInstance(error) && error.reason === 'audio_too_short') return undefined;
    throw error;
  }
}

function cosine(one: Embedding, other: Embedding): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
