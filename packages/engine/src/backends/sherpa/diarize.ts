import type * as native from 'sherpa-onnx-node';
import type { PcmFile } from '../../audio/pcm-file.ts';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { OfflineSpeakerDiarization } from './addon.ts';
import { embeddingMethods } from './embed-speaker.ts';
import type { OpenedModel } from './open-model.ts';
import { readSpeech } from './read-speech.ts';

/** How alike two stretches have to be to be one speaker's, where a card says nothing: 0 to 2, cosine distance. */
const DEFAULT_THRESHOLD = 0.5;

/** Parameters of `diarize`. */
export interface DiarizeParams {
  /** Mono, 16 kHz. */
  readonly audio: PcmFile;
  /** How many speakers there are, where it is known. */
  readonly speakers?: number | undefined;
}

/** When somebody speaks, seconds. Turns of different speakers may overlap. */
export interface SpeakerTurn {
  readonly start: number;
  readonly end: number;
  /** Counted from 0 in the order in which they first speak. */
  readonly speaker: number;
}

/** Loads the models that tell speakers apart. They answer `diarize`, and `embed` with how one speaker sounds. */
export async function loadDiarization(model: OpenedModel): Promise<HostMethods> {
  const { threshold = DEFAULT_THRESHOLD, ...options } = model.settings.options;
  const common = { numThreads: 1, provider: 'cpu', debug: 0 };
  const clusteringOf = (speakers: number | undefined) => ({ numClusters: speakers ?? -1, threshold });
  const diarization = new OfflineSpeakerDiarization({
    segmentation: { pyannote: { model: model.pathOf('segmentation') }, ...common },
    embedding: { model: model.pathOf('embedding'), ...common },
    clustering: clusteringOf(undefined),
    minDurationOn: 0.2,
    minDurationOff: 0.5,
    ...options,
  });
  return {
    ...embeddingMethods(model, 'embedding'),
    async diarize({ audio, speakers }: DiarizeParams, { signal }: HostContext): Promise<SpeakerTurn[]> {
      signal.throwIfAborted();
      const samples = await readSpeech(audio, diarization.sampleRate);
      if (samples.length === 0) return [];
      const found = (count: number | undefined) => {
        diarization.setConfig({ clustering: clusteringOf(count) });
        return byFirstAppearance(diarization.process(samples), audio.frames / audio.sampleRate);
      };
      const turns = found(speakers);
      // Asked for more speakers than there are stretches, the library makes one of all: then it is to find out by itself.
      const isOne = turns.length > 1 && turns.every(({ speaker }) => speaker === 0);
      return isOne && speakers !== undefined && speakers > 1 ? found(undefined) : turns;
    },
  };
}

/** The turns in order of time, their speakers numbered anew. */
function byFirstAppearance(
  turns: ReturnType<native.OfflineSpeakerDiarization['process']>,
  duration: number,
): SpeakerTurn[] {
  const numbers = new Map<number, number>();
  return [...turns]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, speaker }) => {
      if (!numbers.has(speaker)) numbers.set(speaker, numbers.size);
      return { start: Math.max(0, start), end: Math.min(duration, end), speaker: numbers.get(speaker) ?? 0 };
    });
}
