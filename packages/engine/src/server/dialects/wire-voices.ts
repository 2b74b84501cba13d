import type { Voice, VoiceService } from '@potoo/core';
import { PATHS, toWireVoice, type WireVoice } from '@potoo/core/wire';
import { parseVoiceQuery } from '../requests/list-query.ts';
import type { ServerContext } from '../server-env.ts';

/** The voices that the query of a request asks for. @throws {BadRequestError} For the first parameter that is wrong. */
export async function listWireVoices(service: VoiceService, c: ServerContext): Promise<WireVoice[]> {
  const filter = parseVoiceQuery(c.req.url);
  const { signal } = c.req.raw;
  const [voices, models] = await Promise.all([
    service.listVoices(filter, { signal }),
    service.listModels({ type: 'tts' }, { signal }),
  ]);
  const premium = new Set(models.filter(({ tier }) => tier === 'premium').map(({ id }) => id));
  const { origin } = new URL(c.req.url);
  return voices.map((voice) => toWireVoice(withPreview(voice, origin), { premium: premium.has(voice.model) }));
}

function withPreview(voice: Voice, origin: string): Voice {
  if (voice.state !== 'installed') return voice;
  return { ...voice, previewUrl: `${origin}${PATHS.voicePreview}${encodeURIComponent(voice.id)}.mp3` };
}
