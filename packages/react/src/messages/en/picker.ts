import type { Messages } from '../messages.ts';

export const pickerEn: Messages['picker'] = {
  search: 'Search',
  none: 'Nothing matches.',
  found: (count) => (count === 1 ? '1 match' : `${count} matches`),
  loading: 'Loading…',
  state: { installed: 'Installed', available: 'Not installed', downloading: 'Downloading…' },
  install: (name) => `Install ${name}`,
  default: 'Default',
};
