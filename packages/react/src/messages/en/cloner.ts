import type { ReferenceCheckId } from '@potoo/core/clone';
import type { Messages } from '../messages.ts';

type Verdict = 'good' | 'poor' | 'bad';
type Check = Readonly<Record<Verdict, (value: number) => string>>;

// Whole seconds, as the player beside it counts them.
const seconds = (value: number) => `${Math.floor(value)} s`;

const CHECKS: Readonly<Record<ReferenceCheckId, Check>> = {
  duration: {
    good: (value) => `${seconds(value)}: long enough`,
    poor: (value) => `${seconds(value)}: fifteen to thirty seconds would be better`,
    bad: (value) => `${seconds(value)}: at least three seconds are needed, at most five minutes`,
  },
  level: {
    good: () => 'Loud enough',
    poor: () => 'Quiet: come closer to the microphone',
    bad: () => 'Too quiet to make a voice of',
  },
  clipping: {
    good: () => 'Nothing is distorted',
    poor: () => 'A little is distorted: speak softer, or farther away',
    bad: () => 'Distorted: speak softer, or farther away',
  },
  noise: {
    good: () => 'Quiet around you',
    poor: () => 'Some noise: a quieter room would be better',
    bad: () => 'Too much noise around you',
  },
  silence: {
    good: () => 'Speech throughout',
    poor: () => 'Many pauses: more speech would be better',
    bad: () => 'Hardly any speech',
  },
};

export const clonerEn: Messages['cloner'] = {
  title: 'Clone a voice',
  consentHelp: 'A voice belongs to its speaker. Their name and these words are kept with the clone.',
  speaker: 'Whose voice is it?',
  agree: 'I am this person, or they have told me that I may clone their voice and use it here.',
  statement: (speaker) => `${speaker} agrees to have their voice cloned and used here.`,
  next: 'Go on',
  read: 'Read this aloud in a quiet room, as you would speak to a friend. Fifteen to thirty seconds are best.',
  script:
    'The potoo is a bird of the night. All day it sits on a broken branch, quite still, and looks like part of the tree. When the sun is down it opens its wide mouth and its yellow eyes, and flies without a sound. Have you ever heard one call? You would remember it: four slow notes, each lower than the one before.',
  checking: 'Looking at it…',
  checks: 'How good the recording is',
  check: (id, verdict, value) => CHECKS[id][verdict](value),
  name: 'Name of the voice',
  clone: 'Clone this voice',
  cloning: 'Cloning…',
  done: (name) => `${name} is ready to speak.`,
  tryText: 'Something to say',
  sample: 'Hello there.',
  tryIt: 'Try it',
  anew: 'Clone another voice',
};
