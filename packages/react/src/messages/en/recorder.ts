import type { Messages } from '../messages.ts';

export const recorderEn: Messages['recorder'] = {
  title: 'Recorder',
  start: 'Record',
  again: 'Record again',
  stop: 'Stop',
  stopping: 'Finishing…',
  pause: 'Pause',
  resume: 'Go on',
  asking: 'Waiting for permission…',
  recording: 'Recording',
  paused: 'Paused',
  done: 'The recording is ready to hear.',
  review: 'Your recording',
  limitReached: 'The recording was stopped at its longest length.',
  trim: 'Trim silence',
  trimmed: 'Silence trimmed',
  nothingToTrim: 'No silence to trim',
  use: 'Use this recording',
};
