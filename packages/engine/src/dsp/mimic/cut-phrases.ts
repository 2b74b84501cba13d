import { joinFrames } from '../vocoder/join-frames.ts';
import { sliceFrames } from '../vocoder/slice-frames.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';

/** A pause as long as this ends a phrase, seconds. */
const PAUSE = 0.15;
/** A phrase that goes on for longer is cut at its softest place, seconds. */
const LONGEST = 6;
/** Where the softest place is looked for: in so much of its end, seconds. */
const SEARCHED = 3;

/**
 * Cuts frames, as they come, into phrases: each ends in the middle of a pause.
 * @param pausePower - Mean power of a frame below which it is a pause.
 */
export async function* cutPhrases(
  stretches: AsyncIterable<VoiceFrames> | Iterable<VoiceFrames>,
  pausePower: number,
): AsyncGenerator<VoiceFrames, void> {
  let open: VoiceFrames[] = [];
  for await (const stretch of stretches) {
    if (stretch.frames === 0 && stretch.length === 0) continue;
    let rest = joinFrames([...open, stretch]);
    for (let end = phraseEnd(rest, pausePower); end !== undefined; end = phraseEnd(rest, pausePower)) {
      yield sliceFrames(rest, 0, end);
      rest = sliceFrames(rest, end);
    }
    open = [rest];
  }
  const [last] = open;
  if (last && last.length > 0) yield last;
}

/** Frame at which the first phrase ends; `undefined` while it has not. */
function phraseEnd(frames: VoiceFrames, pausePower: number): number | undefined {
  const pause = Math.round(PAUSE / frames.frameSeconds);
  let [silent, hasSpoken] = [0, false];
  for (let frame = 0; frame < frames.frames; frame++) {
    const power = powerOf(frames, frame);
    silent = power < pausePower ? silent + 1 : 0;
    if (silent === 0) hasSpoken = true;
    if (hasSpoken && silent >= pause) return frame - Math.floor(pause / 2);
  }
  const longest = Math.round(LONGEST / frames.frameSeconds);
  if (frames.frames < longest) return undefined;
  let best = longest - 1;
  for (let frame = longest - Math.round(SEARCHED / frames.frameSeconds); frame < longest; frame++) {
    if (powerOf(frames, frame) < powerOf(frames, best)) best = frame;
  }
  return Math.max(1, best);
}

function powerOf({ envelope, bins }: VoiceFrames, frame: number): number {
  let power = 0;
  for (let at = frame * bins; at < (frame + 1) * bins; at++) power += envelope[at] ?? 0;
  return power / bins;
}
