import type { Messages } from '../messages.ts';

const STEMS: Readonly<Record<string, string>> = {
  vocals: 'Vocals',
  accompaniment: 'Accompaniment',
  drums: 'Drums',
  bass: 'Bass',
  guitar: 'Guitar',
  piano: 'Piano',
  other: 'Other',
};

export const mixerEn: Messages['mixer'] = {
  title: 'Mixer',
  empty: 'No parts yet.',
  stem: (name) => STEMS[name] ?? name,
  mute: (stem) => `Mute ${stem}`,
  muteShort: 'M',
  solo: (stem) => `Only ${stem}`,
  soloShort: 'S',
  volume: (stem) => `Volume of ${stem}`,
  download: (stem) => `Download ${stem}`,
};
