import { canary } from './canary.ts';
import type { ModelCard } from './card.ts';
import { chatterbox } from './chatterbox.ts';
import { denoisers } from './denoisers.ts';
import { kitten } from './kitten.ts';
import { kokoro } from './kokoro.ts';
import { languageIdentification } from './language-identification.ts';
import { matcha } from './matcha.ts';
import { melotts } from './melotts.ts';
import { moonshine } from './moonshine.ts';
import { outetts } from './outetts.ts';
import { paraformer } from './paraformer.ts';
import { parakeet } from './parakeet.ts';
import { piper } from './piper.ts';
import { pocketTts } from './pocket-tts.ts';
import { punctuation } from './punctuation.ts';
import { sensevoice } from './sensevoice.ts';
import { separators } from './separators.ts';
import { servedElsewhere } from './served-elsewhere.ts';
import { speakers } from './speakers.ts';
import { supertonic } from './supertonic.ts';
import { translators } from './translators.ts';
import { vits } from './vits.ts';
import { voiceActivity } from './voice-activity.ts';
import { voiceConverters } from './voice-converters.ts';
import { whisper } from './whisper.ts';
import { zipformer } from './zipformer.ts';
import { zipvoice } from './zipvoice.ts';

/** Every model that is known by name beyond those that backends bring, the preferred of a type first. */
export const CATALOG: readonly ModelCard[] = [
  kokoro,
  piper,
  vits,
  melotts,
  matcha,
  kitten,
  supertonic,
  pocketTts,
  zipvoice,
  chatterbox,
  outetts,
  ...servedElsewhere,
  whisper,
  parakeet,
  sensevoice,
  moonshine,
  zipformer,
  paraformer,
  canary,
  ...voiceActivity,
  ...speakers,
  languageIdentification,
  punctuation,
  ...denoisers,
  ...voiceConverters,
  ...separators,
  ...translators,
];
