import type { Pcm } from '@potoo/core';
import { type PcmFile, pcmFileSource, type SpooledPcm, spoolPcm } from '../audio/pcm-file.ts';
import type { DiarizeParams, SpeakerTurn } from '../backends/sherpa/diarize.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import type { InstalledTool } from '../models/inventory.ts';
import type { EngineCall } from './engine-call.ts';

/** Audio whose speakers are being found while it is listened to. Dispose of it to remove its file. */
export interface SpeakerSearch extends AsyncDisposable {
  /** The audio again, for the recogniser. */
  readonly blocks: AsyncIterable<Pcm>;
  /** The audio in its file. */
  readonly pcm: PcmFile;
  /** When it is known, who speaks when. */
  readonly turns: Promise<readonly SpeakerTurn[]>;
}

/** The installed model that tells speakers apart; `undefined` when there is none. */
export function diarizationTool({ inventory }: Pick<EngineCall, 'inventory'>): InstalledTool | undefined {
  return inventory.tools.find(({ model }) => model.type === 'diarization');
}

/**
 * Begins to find the speakers of a recording. Who speaks can be told only of a whole, so that it is decoded to its end first.
 * @param blocks - Mono, at the rate of the model.
 */
export async function searchSpeakers(
  { backend, installation }: InstalledTool,
  blocks: AsyncIterable<Pcm>,
  speakers: number | undefined,
  { options, pools, signal, lane }: EngineCall,
): Promise<SpeakerSearch> {
  const pcm = await spoolPcm(blocks, { directory: options.tempDirectory, signal });
  const params: DiarizeParams = { audio: plain(pcm), speakers };
  const turns =
    pcm.frames === 0
      ? Promise.resolve([])
      : retryCrashed(signal, () =>
          pools.for(backend, installation).run<SpeakerTurn[]>('diarize', params, { signal, lane }),
        );
  // Whoever leaves before it is known does not hear of its failure.
  turns.catch(() => {});
  return {
    blocks: pcmFileSource(pcm).read(),
    pcm: plain(pcm),
    turns,
    [Symbol.asyncDispose]: () => pcm[Symbol.asyncDispose](),
  };
}

/** What can be sent to a process. */
function plain({ path, sampleRate, channels, frames }: SpooledPcm) {
  return { path, sampleRate, channels, frames };
}
