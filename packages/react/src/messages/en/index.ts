import type { Messages } from '../messages.ts';
import { analysisEn } from './analysis.ts';
import { baseEn } from './base.ts';
import { clonerEn } from './cloner.ts';
import { conversationEn } from './conversation.ts';
import { dropzoneEn } from './dropzone.ts';
import { jobEn } from './job.ts';
import { languageEn } from './language.ts';
import { liveEn } from './live.ts';
import { microphoneEn } from './microphone.ts';
import { mixerEn } from './mixer.ts';
import { modelEn } from './model.ts';
import { narratorEn } from './narrator.ts';
import { pickerEn } from './picker.ts';
import { playerEn } from './player.ts';
import { recorderEn } from './recorder.ts';
import { speakEn } from './speak.ts';
import { spectrogramEn } from './spectrogram.ts';
import { transcriptEn } from './transcript.ts';
import { voiceEn } from './voice.ts';
import { waveformEn } from './waveform.ts';

/** English. */
export const en: Messages = {
  ...baseEn,
  waveform: waveformEn,
  spectrogram: spectrogramEn,
  dropzone: dropzoneEn,
  job: jobEn,
  analysis: analysisEn,
  transcript: transcriptEn,
  picker: pickerEn,
  voice: voiceEn,
  model: modelEn,
  language: languageEn,
  player: playerEn,
  speak: speakEn,
  microphone: microphoneEn,
  recorder: recorderEn,
  live: liveEn,
  mixer: mixerEn,
  cloner: clonerEn,
  conversation: conversationEn,
  narrator: narratorEn,
};
