import type { Messages } from '../messages.ts';

export const analysisEn: Messages['analysis'] = {
  title: 'Analysis',
  loading: 'Listening…',
  empty: 'Add a recording to have it analysed.',
  content: { speech: 'Speech', music: 'Music', noise: 'Noise', silence: 'Silence' },
  duration: 'Length',
  loudness: 'Loudness',
  truePeak: 'True peak',
  key: 'Key',
  keyName: (key, scale) => `${key} ${scale === 'Major' ? 'major' : 'minor'}`,
  mixesWith: (keys) => `Mixes with ${keys}`,
  tempo: 'Tempo',
  bpm: (value) => `${value} BPM`,
  maybe: (values) => `Or ${values}`,
  meter: 'Meter',
  confidence: 'Confidence',
  sure: (percent) => `${percent} sure`,
  silence: (share, stretches) => `${share} silent, in ${stretches === 1 ? '1 stretch' : `${stretches} stretches`}`,
};
