import type { Media } from '../../audio/contract.ts';
import { encodePcm, encodeWav } from '../../audio/encode/encode-wav.ts';
import { type EncodingSettings, resolveEncodingSettings } from '../../audio/encode/encoding-settings.ts';
import { reshape } from '../../audio/reshape.ts';
import { untilAborted } from '../../audio/until-aborted.ts';
import { encodeInPage } from './encode-in-page.ts';

/** Encoding in a page. */
export type PageMedia = Pick<Media, 'encode' | 'prepareToEncode'>;

/** Makes what encodes in a page: WAV and PCM by itself, the rest with the encoders of the browser. */
export function createPageMedia(): PageMedia {
  return {
    prepareToEncode: () => {},
    encode(blocks, options) {
      const { format, signal, streaming } = options;
      const settings: EncodingSettings = resolveEncodingSettings(format, options);
      const shaped = reshape(untilAborted(blocks, signal), settings);
      if (format === 'pcm') return encodePcm(shaped);
      const comment = options.metadata?.comment;
      if (format === 'wav') return encodeWav(shaped, { ...settings, streaming, comment });
      return encodeInPage(shaped, { ...settings, format, comment });
    },
  };
}
