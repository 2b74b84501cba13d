import { UnsupportedError } from '@potoo/core/errors';
import { pcmFileSource } from '../../audio/pcm-file.ts';
import type { SpokenReference } from '../../backends/contract.ts';
import type { Installation } from '../../models/installation.ts';
import type { InstalledTool } from '../../models/inventory.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { align } from '../align/align.ts';
import type { EngineCall } from '../engine-call.ts';
import { joinPcm } from '../join-pcm.ts';
import { speechWav } from '../speech-wav.ts';
import { startListening } from '../start-listening.ts';
import type { Reference } from './open-reference.ts';

/** Models that clone hear some seconds; more takes longer and sounds no better. It is cut where it is quiet. */
const LEAST_SECONDS = 6;
const MOST_SECONDS = 10;
/** Stretch whose loudness is looked at for the cut, seconds. */
const LOOK = 0.05;

/** A model that speaks in the voice of a recording by itself, here. */
export type VoiceCloner = Pick<InstalledTool, 'model' | 'backend'> & { readonly installation: Installation };

type Tool = Pick<InstalledTool, 'model' | 'backend' | 'installation'>;

/** A model that clones by itself; `undefined` for signal processing and other servers. */
export function asVoiceCloner({ model, backend, installation }: Tool): VoiceCloner | undefined {
  if (model.type !== 'tts' || !installation || backend.remote) return undefined;
  return { model, backend, installation };
}

/** What is known of a recording. */
interface KnownReference {
  /** BCP-47 tag of what is said. */
  readonly language?: string;
  /** What is said. */
  readonly transcript?: string | undefined;
}

/**
 * Makes a recording ready for a model that clones: its first seconds, and what is said in them, and when, where the model has
 * to know.
 * @throws {UnsupportedError} `dependency_missing`, if it has to know and nothing here listens; `language_not_supported`, if it has to
 *   know when and nothing here can tell.
 */
export async function spokenReference(
  { pcm }: Reference,
  cloner: VoiceCloner,
  { language, transcript }: KnownReference,
  call: EngineCall,
): Promise<SpokenReference> {
  const { sampleRate } = pcm;
  const blocks = await Array.fromAsync(pcmFileSource(pcm).read({ to: MOST_SECONDS * sampleRate }));
  const [whole = new Float32Array()] = joinPcm(blocks).channels;
  const samples = whole.slice(0, quietEnd(whole, sampleRate));
  const needs = cloner.installation.variant.settings['clones'];
  if (needs === 'audio') return { samples, sampleRate };
  const audio = speechWav(samples, sampleRate);
  const quiet = { ...call, onProgress: undefined };
  const text = transcript ?? (await writtenDown(audio, language, quiet));
  if (needs === 'audio-and-text') return { samples, sampleRate, text };
  const { words } = await align({ audio, text, ...definedFields({ language }) }, quiet);
  return { samples, sampleRate, text, words: words.map(({ text: word, start, end }) => ({ text: word, start, end })) };
}

/** Frames up to the quietest moment of the last seconds; all of a short recording. */
function quietEnd(samples: Float32Array, sampleRate: number): number {
  if (samples.length < MOST_SECONDS * sampleRate) return samples.length;
  const step = Math.round(LOOK * sampleRate);
  let quietest = Number.POSITIVE_INFINITY;
  let end = samples.length;
  for (let from = LEAST_SECONDS * sampleRate; from + step <= samples.length; from += step) {
    const energy = samples.subarray(from, from + step).reduce((sum, value) => sum + value * value, 0);
    if (energy >= quietest) continue;
    quietest = energy;
    end = from + step;
  }
  return end;
}

async function writtenDown(audio: Uint8Array, language: string | undefined, call: EngineCall): Promise<string> {
  if (call.inventory.recognizers.length === 0) throw noRecognizer();
  for await (const event of startListening({ audio, ...definedFields({ language }) }, call, { partials: false })) {
    if (event.type === 'done' && event.transcript.text.trim() !== '') return event.transcript.text.trim();
  }
  throw noRecognizer();
}

function noRecognizer(): UnsupportedError {
  return new UnsupportedError('This model has to know what is said in the reference, and nothing here understood it.', {
    reason: 'dependency_missing',
    hint: 'Install a recogniser of its language, such as `potoo pull whisper`, or clone with another model.',
  });
}
