import { afterEach, expect, test, vi } from 'vitest';
import { SystemVoice } from './index.ts';

// The system's voices are a device, and a machine that runs tests has none: this one says each word at once.
class FakeSynthesis extends EventTarget {
  readonly said: string[] = [];
  cancelled = 0;
  hold = false;
  error: SpeechSynthesisErrorCode | undefined;
  getVoices = () => [
    { voiceURI: 'anna', name: 'Anna', lang: 'de_DE', localService: true, default: true },
    { voiceURI: 'cloud', name: 'Cloud', lang: 'en-US', localService: false, default: false },
  ];
  cancel = () => void this.cancelled++;
  speak = (utterance: SpeechSynthesisUtterance) => {
    this.said.push(utterance.text);
    queueMicrotask(() => {
      for (const { index } of utterance.text.matchAll(/\S+/g)) {
        utterance.onboundary?.(new SpeechSynthesisEvent('boundary', { utterance, name: 'word', charIndex: index }));
      }
      if (this.error) utterance.onerror?.(new SpeechSynthesisErrorEvent('error', { utterance, error: this.error }));
      else if (!this.hold) utterance.onend?.(new SpeechSynthesisEvent('end', { utterance }));
    });
  };
}

function install(): FakeSynthesis {
  const fake = new FakeSynthesis();
  vi.stubGlobal('speechSynthesis', fake);
  return fake;
}

afterEach(() => vi.unstubAllGlobals());

test('lists the voices of this machine, and those that send the text away only when asked', async () => {
  install();
  const own = await new SystemVoice().listVoices();
  expect(own).toMatchObject([{ id: 'anna', languages: ['de-DE'], state: 'installed' }]);
  const all = await new SystemVoice({ remote: true }).listVoices();
  expect(all.map(({ name }) => name)).toEqual(['Anna', 'Cloud (online)']);
});

test('says a text and tells each word by its place in it', async () => {
  const fake = install();
  const words: string[] = [];
  const text = 'Hello wide world.';
  await new SystemVoice().speak(text, { onWord: (from, to) => words.push(text.slice(from, to)) });
  expect(fake.said).toEqual([text]);
  expect(words).toEqual(['Hello', 'wide', 'world.']);
});

test('stops when it is told to, with the reason', async () => {
  const fake = install();
  fake.hold = true;
  const given = new AbortController();
  const speech = new SystemVoice().speak('A long text.', { signal: given.signal });
  await vi.waitFor(() => expect(fake.said).toHaveLength(1));
  given.abort(new Error('enough'));
  await expect(speech).rejects.toThrow('enough');
  expect(fake.cancelled).toBe(2);
});

test('names what is wrong', async () => {
  const fake = install();
  const voice = new SystemVoice();
  await expect(voice.speak(' ')).rejects.toMatchObject({ code: 'bad_request', reason: 'empty_text' });
  await expect(voice.speak('Hi.', { speed: 9 })).rejects.toMatchObject({ reason: 'invalid_parameter' });
  await expect(voice.speak('Hi.', { voice: 'cloud' })).rejects.toMatchObject({ reason: 'voice_not_found' });
  fake.error = 'not-allowed';
  await expect(voice.speak('Hi.')).rejects.toMatchObject({ code: 'device', reason: 'NotAllowedError' });
  vi.stubGlobal('speechSynthesis', undefined);
  expect(() => new SystemVoice()).toThrow(expect.objectContaining({ code: 'unsupported' }));
});
