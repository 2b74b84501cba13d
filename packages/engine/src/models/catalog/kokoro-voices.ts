import type { CardVoice } from './card.ts';

// A Kokoro voice id says its language and gender in its first two letters.
const LANGUAGES: Readonly<Record<string, string>> = {
  a: 'en-US',
  b: 'en-GB',
  e: 'es',
  f: 'fr',
  h: 'hi',
  i: 'it',
  j: 'ja',
  p: 'pt-BR',
  z: 'zh',
};

/** In the order of their numbers in kokoro-multi-lang-v1_0. */
const IDS = `
  af_alloy af_aoede af_bella af_heart af_jessica af_kore af_nicole af_nova af_river af_sarah af_sky
  am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa
  bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis
  ef_dora em_alex ff_siwis hf_alpha hf_beta hm_omega hm_psi if_sara im_nicola
  jf_alpha jf_gongitsune jf_nezumi jf_tebukuro jm_kumo pf_dora pm_alex pm_santa
  zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang
`;

/** Of Kokoro 1.0, but not in the conversion for sherpa-onnx. */
const NOT_CONVERTED = ['em_santa'];

/** The 54 voices of Kokoro 1.0, 53 of them with their numbers. */
export function kokoroVoices(): CardVoice[] {
  const numbered = IDS.trim()
    .split(/\s+/)
    .map((id, speaker) => ({ ...kokoroVoice(id), speaker }));
  // The publisher's own first choice comes first: it speaks where no voice is named.
  const heart = numbered.findIndex(({ id }) => id === 'af_heart');
  return [...numbered.splice(heart, 1), ...numbered, ...NOT_CONVERTED.map(kokoroVoice)];
}

function kokoroVoice(id: string): CardVoice {
  const name = id.slice(3);
  return {
    id,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    languages: [LANGUAGES[id.charAt(0)] ?? 'en'],
    gender: id.charAt(1) === 'f' ? 'female' : 'male',
  };
}
