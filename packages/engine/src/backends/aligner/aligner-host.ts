import { pcmFileSource } from '../../audio/pcm-file.ts';
import { type PcmSource, pcmSource } from '../../audio/pcm-source.ts';
import { alignSpeech } from '../../dsp/alignment/align-speech.ts';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { AlignableSpeech, AlignParams } from './aligner-calls.ts';

/** Steps of progress that are worth a message. */
const STEP = 0.02;

const host: HostModule = {
  async create() {
    return {
      methods: {
        async align({ audio, reference, words }: AlignParams, { signal, alive, emit }: HostContext) {
          let told = 0;
          const onProgress = (fraction: number) => {
            alive();
            if (fraction < told + STEP) return;
            told = fraction;
            // Nobody waits for it; what stops it also stops the work.
            emit({ fraction }).catch(() => {});
          };
          return alignSpeech(sourceOf(audio), sourceOf(reference), words, { signal, onProgress });
        },
      },
    };
  },
};

function sourceOf(speech: AlignableSpeech): PcmSource {
  if ('path' in speech) return pcmFileSource(speech);
  return pcmSource({ channels: [speech.samples], sampleRate: speech.sampleRate });
}

export default host;
