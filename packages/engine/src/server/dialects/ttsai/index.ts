import type { VoiceService } from '@potoo/core';
import { PATHS } from '@potoo/core/wire';
import type { Hono } from 'hono';
import { mountApiRoute } from '../../routes.ts';
import type { ServerEnv } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { alignRoute } from './align.ts';
import { analyzeRoute } from './analyze.ts';
import { capabilitiesRoute } from './capabilities.ts';
import { cloneSpeechRoute } from './clone-speech.ts';
import { convertRoute } from './convert.ts';
import { convertVoiceRoute } from './convert-voice.ts';
import { dereverbRoute } from './dereverb.ts';
import { enhanceRoute } from './enhance.ts';
import { modelsRoute } from './models.ts';
import { separateRoute } from './separate.ts';
import { speechTranslateRoute } from './speech-translate.ts';
import { sttRoute } from './stt.ts';
import { batchResultRoute, batchRoute } from './tasks/batch.ts';
import { taskResultsRoute } from './tasks/task-results.ts';
import { taskSubtitlesRoute } from './tasks/task-subtitles.ts';
import { transformSpeechRoute } from './transform-speech.ts';
import { ttsRoute } from './tts.ts';
import { voiceChatRoute } from './voice-chat.ts';
import {
  cloneVoiceRoute,
  deleteVoiceRoute,
  exportVoiceRoute,
  getVoiceRoute,
  importVoiceRoute,
} from './voice-library.ts';
import { PREVIEW_PATTERN, voicePreviewRoute } from './voice-preview.ts';
import { voicesRoute } from './voices.ts';

/** Serves the paths of the TTS.ai API, one file each. */
export function mountTtsAi(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  mountApiRoute(app, PATHS.synthesize, { POST: ttsRoute(service, options) });
  mountApiRoute(app, PATHS.transcribe, { POST: sttRoute(service, options) });
  // What TTS.ai's own Ruby and Rust clients call it; they get a task.
  mountApiRoute(app, '/v1/transcribe/', {
    POST: sttRoute(service, options, { isTask: options.platform !== undefined }),
  });
  mountApiRoute(app, PATHS.align, { POST: alignRoute(service, options) });
  mountApiRoute(app, PATHS.cloneSpeech, { POST: cloneSpeechRoute(service, options) });
  // What TTS.ai's own clients call it; they get a task.
  mountApiRoute(app, '/v1/voice-clone/', {
    POST: cloneSpeechRoute(service, options, { isTask: options.platform !== undefined }),
  });
  mountApiRoute(app, PATHS.translateSpeech, { POST: speechTranslateRoute(service, options) });
  mountApiRoute(app, PATHS.converse, { POST: voiceChatRoute(service, options) });
  mountApiRoute(app, PATHS.convertVoice, { POST: convertVoiceRoute(service, options) });
  mountApiRoute(app, PATHS.transformSpeech, { POST: transformSpeechRoute(service, options) });
  mountApiRoute(app, PATHS.enhance, { POST: enhanceRoute(service, options) });
  mountApiRoute(app, PATHS.separate, { POST: separateRoute(service, options) });
  mountApiRoute(app, PATHS.dereverb, { POST: dereverbRoute(service, options) });
  mountApiRoute(app, PATHS.analyze, { POST: analyzeRoute(service, options) });
  mountApiRoute(app, PATHS.convertAudio, { POST: convertRoute(service, options) });
  mountTasks(app, service, options);
  mountApiRoute(app, PATHS.models, { GET: modelsRoute(service) });
  mountApiRoute(app, PATHS.voices, { GET: voicesRoute(service), POST: cloneVoiceRoute(service, options) });
  mountApiRoute(app, PATHS.importVoice, { POST: importVoiceRoute(service, options) });
  mountApiRoute(app, `${PATHS.voicePreview}${PREVIEW_PATTERN}`, { GET: voicePreviewRoute(service) });
  mountApiRoute(app, `${PATHS.voices}:id/`, { GET: getVoiceRoute(service), DELETE: deleteVoiceRoute(service) });
  mountApiRoute(app, `${PATHS.voices}:id/export/`, { GET: exportVoiceRoute(service) });
  mountApiRoute(app, PATHS.capabilities, { GET: capabilitiesRoute(service) });
}

/** Serves tasks, on the paths that TTS.ai's own SDKs use. */
function mountTasks(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  mountApiRoute(app, '/v1/tts/batch/', { POST: batchRoute(service, options) });
  mountApiRoute(app, '/v1/tts/batch/result/', { GET: batchResultRoute(service) });
  mountApiRoute(app, '/v1/speech/models/', { GET: modelsRoute(service) });
  const { platform } = options;
  mountApiRoute(app, '/v1/speech/results/', { GET: taskResultsRoute(service, platform) });
  if (platform) mountApiRoute(app, '/v1/speech/subtitles/', { GET: taskSubtitlesRoute(platform) });
}
