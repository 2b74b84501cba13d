import { PotooError } from '@potoo/core/errors';
import { z } from 'zod';
import { cannotConnect, garbage, refused, tooSlow } from './language-errors.ts';
import type { ResolvedLanguageModelOptions } from './language-options.ts';

const listing = z.object({ data: z.array(z.object({ id: z.string() })).nullable() });

/** Names of models that do other work than to write. */
const NOT_FOR_CHAT = /embed|bge-|rerank|whisper|tts|moderation|dall-e|image|transcribe|realtime/i;

/** Lists the models of an endpoint that may write, by `GET /models`. @throws As {@link LanguageModels.write}. */
export async function listChatModels(
  options: ResolvedLanguageModelOptions,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<string[]> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${options.baseUrl}/models`, {
      headers: options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` },
      signal: AbortSignal.any(signal ? [signal, late] : [late]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refused(options, 'auto', { status: response.status }, undefined);
    }
    const parsed = listing.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw garbage(options, parsed.error);
    return (parsed.data.data ?? []).map(({ id }) => id).filter((id) => !NOT_FOR_CHAT.test(id));
  } catch (error) {
    signal?.throwIfAborted();
    if (PotooError.isInstance(error)) throw error;
    throw late.aborted ? tooSlow(options, timeoutMs) : cannotConnect(options, error);
  }
}
