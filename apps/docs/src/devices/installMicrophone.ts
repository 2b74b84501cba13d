import { fixtureUrl } from '../fixtures/fixtures.ts';

/**
 * What kind of microphone the page has. `system`: the browser's own. `recording`: one that hears the conversation of the
 * fixtures. The others fail as browsers fail.
 */
export const MICROPHONES = ['system', 'recording', 'denied', 'missing', 'busy', 'unplugged', 'unsupported'] as const;

/** One of them. */
export type MicrophoneKind = (typeof MICROPHONES)[number];

const FAILURES: Readonly<Partial<Record<MicrophoneKind, string>>> = {
  denied: 'NotAllowedError',
  missing: 'NotFoundError',
  busy: 'NotReadableError',
};

/** Names as systems give them: with parentheses, and long. */
const DEVICES = [
  ['built-in', 'MacBook Pro Microphone (Built-in)'],
  ['usb', 'Blue Yeti (USB Advanced Audio Device) (b58e:9e84)'],
  ['headset', 'Headset'],
] as const;

/** How long an unplugged microphone lasts, milliseconds. */
const PLUGGED_MS = 900;

/** Gives the page another microphone. Returns what gives back the browser's own. */
export function installMicrophone(kind: MicrophoneKind): () => void {
  if (kind === 'system') return () => {};
  const real = navigator.mediaDevices;
  if (kind === 'unsupported') return replace(undefined);
  const opened: Array<() => void> = [];
  const devices = Object.assign(new EventTarget(), {
    getUserMedia: async () => {
      const failure = FAILURES[kind];
      if (failure) throw new DOMException('The browser of this story refuses.', failure);
      const { stream, close } = await recordedStream();
      opened.push(close);
      if (kind === 'unplugged') setTimeout(() => unplug(stream), PLUGGED_MS);
      return stream;
    },
    enumerateDevices: async () =>
      kind === 'missing'
        ? []
        : DEVICES.map(([deviceId, label]) => ({ deviceId, groupId: deviceId, kind: 'audioinput', label })),
  });
  const restore = replace(devices);
  return () => {
    restore();
    for (const close of opened) close();
  };

  function replace(value: unknown): () => void {
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value });
    return () => Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: real });
  }
}

/** A stream that plays the conversation over and over, as a microphone in its room would hear it. */
async function recordedStream(): Promise<{ readonly stream: MediaStream; readonly close: () => void }> {
  const context = new AudioContext();
  const bytes = await (await fetch(fixtureUrl('conversation.wav'))).arrayBuffer();
  const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes), loop: true });
  const output = new MediaStreamAudioDestinationNode(context);
  source.connect(output);
  source.start();
  return { stream: output.stream, close: () => void context.close() };
}

/** The device goes away: the page is told, and did not ask for it. */
function unplug(stream: MediaStream): void {
  for (const track of stream.getAudioTracks()) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
}
