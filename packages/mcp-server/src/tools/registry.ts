import { alignText } from './align-text.ts';
import { analyzeAudio } from './analyze-audio.ts';
import { cancelJob } from './cancel-job.ts';
import { clone } from './clone.ts';
import { converse } from './converse.ts';
import { convertAudio } from './convert-audio.ts';
import { convertVoice } from './convert-voice.ts';
import { deleteVoice } from './delete-voice.ts';
import { enhanceAudio } from './enhance-audio.ts';
import { getJob } from './get-job.ts';
import { listModels } from './list-models.ts';
import { listVoices } from './list-voices.ts';
import { playAudio } from './play-audio.ts';
import { recordAudio } from './record-audio.ts';
import { removeReverb } from './remove-reverb.ts';
import { separateStems } from './separate-stems.ts';
import { stopAudio } from './stop-audio.ts';
import { synthesize } from './synthesize.ts';
import type { Tool } from './tool.ts';
import { transcribe } from './transcribe.ts';
import { transformSpeech } from './transform-speech.ts';
import { translateSpeech } from './translate-speech.ts';

/** Every tool, in the order of their names, which is the order in which hosts see them. */
export const TOOLS: readonly Tool[] = [
  alignText,
  analyzeAudio,
  cancelJob,
  clone,
  converse,
  convertAudio,
  convertVoice,
  deleteVoice,
  enhanceAudio,
  getJob,
  listModels,
  listVoices,
  playAudio,
  recordAudio,
  removeReverb,
  separateStems,
  stopAudio,
  synthesize,
  transcribe,
  transformSpeech,
  translateSpeech,
];
