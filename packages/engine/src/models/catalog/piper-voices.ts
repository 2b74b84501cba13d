import type { CardVoice } from './card.ts';

/**
 * The voices of Piper that are converted for sherpa-onnx, by how they are heard. Piper itself states no genders: a voice
 * whose name or data set does not tell is `neutral`.
 *
 * Source: scripts/apk/generate-tts-apk-script.py of k2-fsa/sherpa-onnx at 634265c9, which lists what its releases hold.
 */
const IDS = {
  female: `
  ca_ES-upc_ona-medium ca_ES-upc_ona-x_low de_DE-eva_k-x_low de_DE-kerstin-low de_DE-ramona-low en_GB-alba-medium
  en_GB-cori-high en_GB-cori-medium en_GB-jenny_dioco-medium en_GB-southern_english_female-low
  en_GB-southern_english_female-medium en_US-amy-low en_US-amy-medium en_US-hfc_female-medium en_US-kathleen-low
  en_US-kristin-medium en_US-lessac-high en_US-lessac-low en_US-lessac-medium en_US-ljspeech-high
  en_US-ljspeech-medium es_AR-daniela-high fr_FR-siwis-low fr_FR-siwis-medium hi_IN-priyamvada-medium
  hu_HU-anna-medium hu_HU-berta-medium is_IS-salka-medium is_IS-ugla-medium it_IT-paola-medium ka_GE-natia-medium
  lb_LU-marylux-medium ne_NP-google-medium ne_NP-google-x_low nl_BE-nathalie-medium nl_BE-nathalie-x_low
  pl_PL-gosia-medium pl_PL-justyna_wg_glos-medium pl_PL-zenski_wg_glos-medium ru_RU-irina-medium sk_SK-lili-medium
  sv_SE-lisa-medium uk_UA-lada-x_low zh_CN-huayan-medium zh_CN-xiao_ya-medium
`,
  male: `
  ar_JO-kareem-low ar_JO-kareem-medium ca_ES-upc_pau-x_low cs_CZ-jirka-low cs_CZ-jirka-medium de_DE-karlsson-low
  de_DE-pavoque-low de_DE-thorsten-high de_DE-thorsten-low de_DE-thorsten-medium de_DE-thorsten_emotional-medium
  en_GB-alan-low en_GB-alan-medium en_GB-northern_english_male-medium en_GB-southern_english_male-medium
  en_US-bryce-medium en_US-danny-low en_US-hfc_male-medium en_US-joe-medium en_US-john-medium en_US-kusal-medium
  en_US-norman-medium en_US-ryan-high en_US-ryan-low en_US-ryan-medium es_ES-carlfm-x_low es_ES-davefx-medium
  es_MX-ald-medium es_MX-claude-high fa_IR-amir-medium fa_IR-reza_ibrahim-medium fi_FI-harri-low fi_FI-harri-medium
  fr_FR-gilles-low fr_FR-tom-medium hi_IN-pratham-medium hi_IN-rohan-medium hu_HU-imre-medium is_IS-bui-medium
  is_IS-steinn-medium it_IT-riccardo-x_low lv_LV-aivars-medium ne_NP-chitwan-medium nl_BE-rdh-medium
  nl_BE-rdh-x_low nl_NL-alex-medium pl_PL-darkman-medium pl_PL-bass-high pl_PL-jarvis_wg_glos-medium
  pl_PL-mc_speech-medium pl_PL-meski_wg_glos-medium pt_BR-cadu-medium pt_BR-edresson-low pt_BR-faber-medium
  pt_BR-jeff-medium pt_PT-tugao-medium ro_RO-mihai-medium ru_RU-denis-medium ru_RU-dmitri-medium
  ru_RU-ruslan-medium sl_SI-artur-medium sq_AL-edon-medium tr_TR-fahrettin-medium tr_TR-fettah-medium
`,
  neutral: `
  ar_JO-SA_dii-high ar_JO-SA_miro-high ar_JO-SA_miro_V2-high cy_GB-bu_tts-medium cy_GB-gwryw_gogleddol-medium
  da_DK-talesyntese-medium de_DE-dii-high de_DE-miro-high de_DE-glados-high de_DE-glados-low de_DE-glados-medium
  de_DE-glados_turret-high de_DE-glados_turret-low de_DE-glados_turret-medium el_GR-rapunzelina-low
  en_GB-aru-medium en_GB-dii-high en_GB-miro-high en_GB-semaine-medium en_GB-sweetbbak-amy en_GB-vctk-medium
  en_US-arctic-medium en_US-glados en_US-glados-high en_US-l2arctic-medium en_US-libritts-high
  en_US-libritts_r-medium en_US-miro-high es_ES-glados-medium es_ES-miro-high es_ES-sharvard-medium
  eu_ES-antton-medium eu_ES-maider-medium fa_IR-ganji-medium fa_IR-ganji_adabi-medium fa_IR-gyro-medium
  fa_en-rezahedayatfar-ibrahimwalk-medium fr_FR-miro-high fr_FR-tjiho-model1 fr_FR-tjiho-model2 fr_FR-tjiho-model3
  fr_FR-upmc-medium id_ID-news_tts-medium it_IT-dii-high it_IT-miro-high kk_KZ-iseke-x_low kk_KZ-issai-high
  kk_KZ-raya-x_low nl_NL-miro-high nl_NL-dii-high no_NO-talesyntese-medium pt_BR-dii-high pt_BR-miro-high
  pt_PT-dii-high pt_PT-miro-high sr_RS-serbski_institut-medium sv_SE-nst-medium sv_SE-alma-medium
  sw_CD-lanfrica-medium tr_TR-dfki-medium ku_TR-berfin_renas-medium uk_UA-ukrainian_tts-medium ur_PK-fasih-medium
  vi_VN-25hours_single-low vi_VN-vais1000-medium vi_VN-vivos-x_low zh_CN-chaowen-medium
`,
} as const;

/** A voice of Piper, which is a model of its own. */
export interface PiperVoice extends CardVoice {
  /** `x_low`, `low`, `medium` or `high`: the size of the model, and the rate of its audio. */
  readonly quality: string;
}

/** Every voice, the best quality of a language's first. */
export function piperVoices(): PiperVoice[] {
  const voices = (['female', 'male', 'neutral'] as const).flatMap((gender) =>
    IDS[gender]
      .trim()
      .split(/\s+/)
      .map((id) => ({ ...describe(id), gender })),
  );
  return voices.sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
}

// Medium voices come first: high ones take four times as long for little more.
const QUALITIES = ['medium', 'high', 'low', 'x_low'];

function order({ quality }: { readonly quality: string }): number {
  return QUALITIES.indexOf(quality);
}

function describe(id: string): Omit<PiperVoice, 'gender'> {
  const [locale = '', ...rest] = id.split('-');
  const last = rest.at(-1) ?? '';
  const quality = QUALITIES.includes(last) ? last : 'medium';
  const words = (quality === last ? rest.slice(0, -1) : rest).join(' ').replaceAll('_', ' ');
  return {
    id,
    name: `${words.charAt(0).toUpperCase()}${words.slice(1)} (${quality})`,
    languages: tags(locale),
    variant: `vits-piper-${id}`,
    speaker: 0,
    quality,
  };
}

/** `en_US` is `en-US`, and `fa_en` speaks two languages. */
function tags(locale: string): string[] {
  const [language = '', region = ''] = locale.split('_');
  return /^[A-Z]{2}$/.test(region) ? [`${language}-${region}`] : [language, region];
}
