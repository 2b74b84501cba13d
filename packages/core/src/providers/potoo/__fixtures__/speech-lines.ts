import type { ServerResponse } from 'node:http';
import type { SpeechEvent } from '../../../contract/speech.ts';
import { EVENT_STREAM_TYPE, encodeSpeechEvent } from '../../../wire/speech-events.ts';

/** The first event of every stream below. */
export const START: SpeechEvent = {
  type: 'start',
  format: 'wav',
  sampleRate: 8000,
  channels: 1,
  model: 'tone',
  voice: 'sine',
  warnings: [],
};

/** The last event. */
export const DONE: SpeechEvent = {
  type: 'done',
  details: {
    words: [],
    marks: [],
    duration: 1,
    model: 'tone',
    voice: 'sine',
    language: 'en',
    warnings: [],
    usage: { characters: 2 },
    response: {},
  },
};

/** An event of `bytes` bytes of audio. */
export function audio(bytes = 16): SpeechEvent {
  return { type: 'audio', data: new Uint8Array(bytes).fill(7) };
}

/** The head of a response of events. */
export function writeHead(response: ServerResponse, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': EVENT_STREAM_TYPE, ...headers });
  response.flushHeaders();
}

/** A whole stream as text. */
export function speechText(frames = 3, bytes = 16): string {
  return [START, ...Array.from({ length: frames }, () => audio(bytes)), DONE].map(encodeSpeechEvent).join('');
}
