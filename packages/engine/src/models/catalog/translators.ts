import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

const FILES = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/encoder_model_quantized.onnx',
  'onnx/decoder_model_merged_quantized.onnx',
];
const PAIRS = [
  'en-de',
  'de-en',
  'en-fr',
  'fr-en',
  'en-es',
  'es-en',
  'en-nl',
  'nl-en',
  'en-ru',
  'ru-en',
  'en-zh',
  'zh-en',
];

/** What NLLB calls the languages that Potoo's voices and recognisers share with it: codes of FLORES-200. */
const FLORES = Object.fromEntries(
  `af afr_Latn,ar arb_Arab,bg bul_Cyrl,bn ben_Beng,ca cat_Latn,cs ces_Latn,cy cym_Latn,da dan_Latn,de deu_Latn,el ell_Grek,
  en eng_Latn,es spa_Latn,et est_Latn,eu eus_Latn,fa pes_Arab,fi fin_Latn,fr fra_Latn,ga gle_Latn,gu guj_Gujr,he heb_Hebr,
  hi hin_Deva,hr hrv_Latn,hu hun_Latn,hy hye_Armn,id ind_Latn,is isl_Latn,it ita_Latn,ja jpn_Jpan,ka kat_Geor,kk kaz_Cyrl,
  kn kan_Knda,ko kor_Hang,lt lit_Latn,lv lvs_Latn,mk mkd_Cyrl,ml mal_Mlym,mr mar_Deva,ms zsm_Latn,mt mlt_Latn,my mya_Mymr,
  nb nob_Latn,ne npi_Deva,nl nld_Latn,pa pan_Guru,pl pol_Latn,pt por_Latn,ro ron_Latn,ru rus_Cyrl,sk slk_Latn,sl slv_Latn,
  sq als_Latn,sr srp_Cyrl,sv swe_Latn,sw swh_Latn,ta tam_Taml,te tel_Telu,th tha_Thai,tr tur_Latn,uk ukr_Cyrl,ur urd_Arab,
  uz uzn_Latn,vi vie_Latn,zh zho_Hans`
    .split(',')
    .map((entry) => entry.trim().split(' ')),
);

/** Models that translate text, for speech translation. */
export const translators: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'opus-mt',
    name: 'Opus-MT',
    type: 'translation',
    languages: ['en', 'de', 'fr', 'es', 'nl', 'ru', 'zh'],
    licence: 'CC-BY-4.0',
    references: ['https://github.com/Helsinki-NLP/Opus-MT', 'https://huggingface.co/Xenova/opus-mt-en-de'],
    backend: 'onnx',
    variants: PAIRS.map(
      (pair): ModelVariant => ({
        ...translator(`opus-mt-${pair}`, `Xenova/opus-mt-${pair}`, 110),
        languages: pair.split('-'),
      }),
    ),
  },
  {
    ...BY_MINUTE,
    id: 'nllb',
    aliases: ['nllb-200'],
    name: 'NLLB 200 distilled',
    type: 'translation',
    languages: Object.keys(FLORES),
    licence: 'CC-BY-NC-4.0',
    references: [
      'https://huggingface.co/facebook/nllb-200-distilled-600M',
      'https://huggingface.co/Xenova/nllb-200-distilled-600M',
      'https://github.com/facebookresearch/flores/blob/main/flores200/README.md',
    ],
    backend: 'onnx',
    variants: [translator('nllb-200-distilled-600m', 'Xenova/nllb-200-distilled-600M', 900, { languageCodes: FLORES })],
  },
];

function translator(id: string, repository: string, size: number, more: ModelVariant['settings'] = {}): ModelVariant {
  return {
    id,
    bytes: megabytes(size),
    memoryBytes: megabytes(300 + 2 * size),
    speed: 'moderate',
    sampleRate: 16_000,
    sources: [hub(repository, FILES)],
    settings: {
      family: 'translation',
      files: {
        encoder: 'onnx/encoder_model_quantized.onnx',
        decoder: 'onnx/decoder_model_merged_quantized.onnx',
        tokenizer: 'tokenizer.json',
        tokenizerConfig: 'tokenizer_config.json',
        config: 'config.json',
      },
      ...more,
    },
  };
}
