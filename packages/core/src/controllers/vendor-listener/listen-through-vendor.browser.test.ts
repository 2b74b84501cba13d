import { afterEach, expect, test, vi } from 'vitest';
import { listenThroughVendor, type VendorListeningOptions } from './index.ts';
import type { Recognition, RecognitionResults } from './recognition.ts';

// The recogniser is a server of the browser's vendor: what it says is written here.
class FakeRecognition implements Recognition {
  static last: FakeRecognition | undefined;
  continuous = false;
  interimResults = false;
  lang = '';
  aborted = 0;
  onresult: Recognition['onresult'] = null;
  onerror: Recognition['onerror'] = null;
  onend: Recognition['onend'] = null;
  start = () => {
    FakeRecognition.last = this;
  };
  abort = () => void this.aborted++;

  hear(resultIndex: number, ...texts: ReadonlyArray<readonly [text: string, isFinal: boolean]>): void {
    const results: RecognitionResults['results'] = texts.map(([transcript, isFinal]) =>
      Object.assign([{ transcript }], { isFinal }),
    );
    this.onresult?.({ resultIndex, results });
  }
}

const AGREED = { sendsAudioToVendor: true } as const;
afterEach(() => vi.unstubAllGlobals());

async function started(): Promise<FakeRecognition> {
  return vi.waitUntil(() => FakeRecognition.last);
}

function install(): void {
  FakeRecognition.last = undefined;
  vi.stubGlobal('SpeechRecognition', FakeRecognition);
}

test('does not listen before it was said that the audio leaves the device', async () => {
  install();
  const options: unknown = { language: 'en' };
  const heard = listenThroughVendor(options as VendorListeningOptions);
  await expect(heard.next()).rejects.toMatchObject({ reason: 'consent_required', param: 'sendsAudioToVendor' });
  expect(FakeRecognition.last).toBeUndefined();
});

test('gives what it sounds like so far, then what was said', async () => {
  install();
  const heard = listenThroughVendor({ ...AGREED, language: 'en-GB' });
  const first = heard.next();
  const recognition = await started();
  expect(recognition).toMatchObject({ lang: 'en-GB', continuous: true, interimResults: true });
  recognition.hear(0, ['hello', false]);
  expect((await first).value).toEqual({ type: 'partial', text: 'hello', start: 0 });
  recognition.hear(0, [' hello there', true], ['how', false]);
  expect((await heard.next()).value).toMatchObject({ type: 'segment', segment: { text: 'hello there', start: 0 } });
  expect((await heard.next()).value).toMatchObject({ type: 'partial', text: 'how' });
  recognition.onend?.();
  expect((await heard.next()).done).toBe(true);
  expect(recognition.aborted).toBe(1);
});

test('stops when it is told to, and when the loop is left', async () => {
  install();
  const given = new AbortController();
  const next = listenThroughVendor({ ...AGREED, signal: given.signal }).next();
  const recognition = await started();
  given.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
  expect(recognition.aborted).toBe(1);
});

test.each([
  ['network', 'unreachable'],
  ['not-allowed', 'device'],
  ['language-not-supported', 'bad_request'],
])('names a failure: %s', async (reason, code) => {
  install();
  const next = listenThroughVendor(AGREED).next();
  (await started()).onerror?.({ error: reason });
  await expect(next).rejects.toMatchObject({ code });
});
