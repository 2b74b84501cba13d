import type { Transcript, TranscriptionRequest, TranscriptSegment } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { StreamTruncatedError } from '../../errors/errors.ts';
import { PotooError } from '../../errors/potoo-error.ts';

/** Who is told of a transcript as it grows. */
export interface TranscriptListener {
  partial(text: string): void;
  segment(segment: TranscriptSegment): void;
  /** @param fraction - 0 to 1. */
  progress(fraction: number): void;
}

/** Writes audio down stretch by stretch, or whole by a service that does not stream. */
export async function transcribeFile(
  service: VoiceService,
  request: TranscriptionRequest,
  signal: AbortSignal,
  listener: TranscriptListener,
): Promise<Transcript> {
  let hasBegun = false;
  try {
    for await (const event of service.streamTranscript(request, { signal })) {
      signal.throwIfAborted();
      hasBegun = true;
      if (event.type === 'partial') listener.partial(event.text);
      if (event.type === 'segment') listener.segment(event.segment);
      if (event.type === 'progress') listener.progress(event.progress.fraction);
      if (event.type === 'done') return event.transcript;
    }
  } catch (error) {
    const cannotStream = PotooError.isInstance(error) && error.code === 'unsupported' && !hasBegun;
    if (!cannotStream) throw error;
    return service.transcribe(request, { signal });
  }
  throw new StreamTruncatedError('The transcript ended before it was whole.');
}
