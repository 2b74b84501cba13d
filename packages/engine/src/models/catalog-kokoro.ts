import type { BackendVoice } from '../backends/contract.ts';

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

const IDS = `
  af_heart af_alloy af_aoede af_bella af_jessica af_kore af_nicole af_nova af_river af_sarah af_sky
  am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa
  bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis
  ef_dora em_alex em_santa ff_siwis hf_alpha hf_beta hm_omega hm_psi if_sara im_nicola
  jf_alpha jf_gongitsune jf_nezumi jf_tebukuro jm_kumo pf_dora pm_alex pm_santa
  zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang
`;

/** The 54 voices of Kokoro 1.0. */
export function kokoroVoices(): BackendVoice[] {
  return IDS.trim()
    .split(/\s+/)
    .map((id) => {
      const name = id.slice(3);
      return {
        id,
        name: name.charAt(0).toUpperCase() + name.slice(1),
        model: 'kokoro',
        languages: [LANGUAGES[id.charAt(0)] ?? 'en'],
        gender: id.charAt(1) === 'f' ? 'female' : 'male',
        sampleRate: 24_000,
      };
    });
}
