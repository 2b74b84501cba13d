import type { Transcript, TranscriptEvent, TranscriptionRequest } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { Warning } from '../../contract/warnings.ts';
import { movedSegment } from '../../controllers/listening/moved-segment.ts';
import { type Utterance, UtteranceCutter, utteranceFile } from '../../controllers/listening/utterance-cutter.ts';

/** Sound that keeps coming. */
export interface LivePcm {
  /** 16-bit little-endian, mono, in chunks of any length. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Hertz. */
  readonly sampleRate: number;
  readonly signal: AbortSignal;
}

/** Writes down what is said, turn by turn, as each ends. It works with every service: each turn is a file of its own. */
export async function* transcribePcm(
  service: VoiceService,
  request: Omit<TranscriptionRequest, 'audio'>,
  { bytes, sampleRate, signal }: LivePcm,
): AsyncGenerator<TranscriptEvent> {
  const turns: Utterance[] = [];
  const cutter = new UtteranceCutter({ began: () => {}, spoken: (turn) => turns.push(turn) }, { sampleRate, signal });
  const heard: Transcript[] = [];
  let frames = 0;
  async function* written(): AsyncGenerator<TranscriptEvent> {
    for (const turn of turns.splice(0)) {
      const transcript = await service.transcribe({ ...request, audio: utteranceFile(turn) }, { signal });
      const segments = transcript.segments.map((segment) => movedSegment(segment, turn.start));
      heard.push({ ...transcript, segments });
      for (const segment of segments) yield { type: 'segment', segment };
    }
  }
  for await (const block of framesOf(bytes)) {
    frames += block.length;
    cutter.push(block);
    yield* written();
  }
  cutter.flush(cutter.speaks);
  yield* written();
  yield { type: 'done', transcript: joined(heard, frames / sampleRate, request.model ?? 'auto') };
}

/** Samples of two bytes each, which may come apart. */
async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Float32Array<ArrayBuffer>> {
  let half: number | undefined;
  for await (const chunk of bytes) {
    const whole = half === undefined ? chunk : Uint8Array.of(half, ...chunk);
    const even = whole.length & ~1;
    half = even < whole.length ? whole[even] : undefined;
    const view = new DataView(whole.buffer, whole.byteOffset, even);
    yield Float32Array.from({ length: even / 2 }, (_, at) => view.getInt16(at * 2, true) / 2 ** 15);
  }
}

/** The turns as one transcript. @param duration - Of the whole, seconds. @param model - Where nobody spoke. */
function joined(heard: readonly Transcript[], duration: number, model: string): Transcript {
  const segments = heard.flatMap((each) => each.segments);
  const warnings = new Map<string, Warning>();
  for (const each of heard) for (const warning of each.warnings) warnings.set(warning.message, warning);
  return {
    ...{ text: segments.map(({ text }) => text).join(' '), segments, duration },
    ...{ language: heard[0]?.language ?? '', model: heard[0]?.model ?? model },
    ...{ warnings: [...warnings.values()], usage: { audioSeconds: duration }, response: {} },
  };
}
