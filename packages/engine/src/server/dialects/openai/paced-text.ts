import type { CallOptions, SpeechRequest, VoiceService, Warning } from '@potoo/core';
import { inputTypeOf } from '@potoo/core/subtitles';

/** What the contract takes as `speed`. */
const SLOWEST = 0.5;
const FASTEST = 2;

/** The part of a request that says what to speak and how fast. */
export interface PacedText {
  readonly request: Pick<SpeechRequest, 'text' | 'speed' | 'inputType'>;
  readonly warnings: readonly Warning[];
}

/**
 * Brings OpenAI's speeds, 0.25 to 4, to the contract, which has 0.5 to 2: what lies beyond is asked for in SSML, so that
 * the speech still streams. A text that is SSML by itself, or a service that reads none, gets the nearest speed and a
 * warning.
 */
export async function pacedText(
  service: VoiceService,
  text: string,
  speed: number,
  options: CallOptions,
): Promise<PacedText> {
  const within = Math.min(FASTEST, Math.max(SLOWEST, speed));
  if (within === speed) return { request: { text, speed }, warnings: [] };
  const { ssml } = await service.capabilities(options);
  if (!ssml || inputTypeOf(text) === 'ssml') {
    const message = `A speed of ${speed} was spoken at ${within}.`;
    return { request: { text, speed: within }, warnings: [{ type: 'unsupported', subject: 'speed', message }] };
  }
  const rate = Math.round((speed / within) * 100);
  const paced = `<speak><prosody rate="${rate}%">${escapeXml(text)}</prosody></speak>`;
  return { request: { text: paced, speed: within, inputType: 'ssml' }, warnings: [] };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
