import type { AudioInput } from '@potoo/core';

/** A request whose audio can be sent to the Worker: bytes, or whatever else was given, which the Worker refuses. */
export async function packAudioInput(
  request: { readonly audio: AudioInput },
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const audio: unknown = request?.audio;
  if (audio instanceof URL) {
    const response = await fetch(audio, { signal: signal ?? null });
    return { ...request, audio: await response.blob() };
  }
  if (audio instanceof ReadableStream) return { ...request, audio: await new Response(audio).blob() };
  return request;
}
