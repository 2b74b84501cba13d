import type { Messages } from '../messages.ts';

export const jobEn: Messages['job'] = {
  status: {
    submitting: 'Sending…',
    queued: 'Waiting',
    running: 'Working',
    completed: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  type: {
    synthesize: 'Speech',
    speakAs: 'Speech in a cloned voice',
    transcribe: 'Transcript',
    convertVoice: 'Voice conversion',
    transformSpeech: 'Change of delivery',
    translateSpeech: 'Translation',
    enhance: 'Clean-up',
    separate: 'Separation',
    dereverb: 'Removal of echo',
    analyze: 'Analysis',
    convertAudio: 'Conversion',
    batch: 'Batch',
  },
  progress: 'Progress',
  item: (number) => `Text ${number}`,
};
