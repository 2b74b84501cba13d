import { type AudioOutput, NotFoundError, type Voice, type VoiceService } from '@potoo/core';
import { didYouMean } from '../../../text/nearest-names.ts';
import { audioHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import { previewText } from './preview-text.ts';

/** The last part of the path; an id may hold a slash. */
export const PREVIEW_PATTERN = ':file{.+\\.mp3}';

/** Previews that are kept, the least used forgotten first: at about 40 kB each, some 3 MB. */
const MAX_KEPT = 64;

/** `GET /v1/voices/preview/{id}.mp3`: a sentence in the voice, in its own language. */
export function voicePreviewRoute(service: VoiceService): RouteHandler {
  const kept = new Map<string, AudioOutput>();
  return async (c) => {
    const voice = await findVoice(service, c);
    const key = `${voice.model}/${voice.id}`;
    const preview = kept.get(key) ?? (await speakPreview(service, voice, c.req.raw.signal));
    kept.delete(key);
    kept.set(key, preview);
    for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
    return previewResponse(preview, voice);
  };
}

async function speakPreview(service: VoiceService, voice: Voice, signal: AbortSignal): Promise<AudioOutput> {
  const [language = 'en'] = voice.languages;
  const { audio } = await service.synthesize(
    { text: previewText(language), voice: voice.id, model: voice.model, language, format: 'mp3' },
    { signal },
  );
  return audio;
}

function previewResponse(audio: AudioOutput, voice: Voice): Response {
  return new Response(audio.bytes(), {
    headers: {
      ...audioHeaders(audio, voice.id.replace(/[^\w-]/g, '_')),
      'content-length': String(audio.bytes().byteLength),
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=3600',
      // A browser that opens the address shows a player, which loads the same address.
      'content-security-policy': "default-src 'none'; media-src 'self'; frame-ancestors 'none'; sandbox",
    },
  });
}

async function findVoice(service: VoiceService, c: ServerContext): Promise<Voice> {
  const id = (c.req.param('file') ?? '').replace(/\.mp3$/, '');
  const voices = await service.listVoices({}, { signal: c.req.raw.signal });
  const named = voices.filter((voice) => voice.id === id || `${voice.model}/${voice.id}` === id);
  const voice = named.find(({ state }) => state === 'installed') ?? named[0];
  if (!voice) {
    throw new NotFoundError(`There is no voice "${id.slice(0, 80)}".`, {
      reason: 'voice_not_found',
      param: 'voice',
      hint: didYouMean(
        id,
        voices.map((known) => known.id),
        'GET /v1/voices/ lists the voices.',
      ),
    });
  }
  if (voice.state !== 'installed') {
    throw new NotFoundError(`The voice ${voice.id} of ${voice.model} is not installed, so it has no preview.`, {
      reason: 'model_not_installed',
      param: 'voice',
      hint: `Install the model ${voice.model} first.`,
    });
  }
  return voice;
}
