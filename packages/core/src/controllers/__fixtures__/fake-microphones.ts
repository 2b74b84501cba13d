import { onTestFinished, vi } from 'vitest';

/** Every track that the page has been given, to count those that still live. */
export function watchTracks(): { live(): number; readonly tracks: MediaStreamTrack[] } {
  const tracks: MediaStreamTrack[] = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    const stream = await ask(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  });
  onTestFinished(() => spy.mockRestore());
  return { tracks, live: () => tracks.filter(({ readyState }) => readyState === 'live').length };
}

/** Lets the next question for a microphone fail as browsers let it fail. */
export function refuseOnce(name: string, message = ''): void {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValueOnce(new DOMException(message, name));
}
