import type { PcmFile } from '../../audio/pcm-file.ts';
import type { Span } from '../../dsp/alignment/reference-states.ts';

/** Speech to align: in a file, or a sentence in memory. */
export type AlignableSpeech = PcmFile | { readonly samples: Float32Array; readonly sampleRate: number };

/** Parameters of `align`, which gives a `SpeechAlignment`. */
export interface AlignParams {
  /** Mono. */
  readonly audio: AlignableSpeech;
  /** The same text in a voice whose words are known in time; mono. */
  readonly reference: AlignableSpeech;
  /** The words of the reference, in order. */
  readonly words: readonly Span[];
}

/** Events of `align`: how much is done, 0 to 1. */
export interface AlignEvent {
  readonly fraction: number;
}
