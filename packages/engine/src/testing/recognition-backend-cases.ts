import assert from 'node:assert/strict';
import type { Backend, Recognition, RecognizeParams } from '../backends/contract.ts';
import type { BackendCase } from './backend-case.ts';
import { declarationCases } from './declaration-cases.ts';
import { type InProcessCall, type InProcessHost, loadInProcess } from './in-process-host.ts';

/** Speech that is known. */
export interface KnownRecording {
  /** Mono, at the rate that the backend takes; at most 30 s. */
  readonly samples: Float32Array;
  /** What is said. */
  readonly text: string;
  /** BCP-47 tag. */
  readonly language: string;
}

interface Subject {
  /** Hertz. */
  readonly sampleRate: number;
  readonly recording: KnownRecording;
  recognize(params: Partial<RecognizeParams>, options?: InProcessCall): Promise<Recognition>;
}

/**
 * What every backend that listens has to do, as cases for any test runner. The host runs in this process.
 * @param backend - Available here: ask its `check` first.
 * @param recording - Plain speech that it should mostly understand.
 */
export function recognitionBackendCases(backend: Backend, recording: KnownRecording): BackendCase[] {
  const { recognition } = backend;
  if (!recognition) throw new TypeError(`The backend ${backend.id} does not listen.`);
  let host: Promise<InProcessHost> | undefined;
  const subject: Subject = {
    sampleRate: recognition.sampleRate,
    recording,
    async recognize(changes, options) {
      host ??= loadInProcess(backend);
      const { samples, language } = recording;
      const params: RecognizeParams = { samples, language, partials: false, ...changes };
      const result = await (await host).call('recognize', params, options);
      return asRecognition(result, params.samples.length / recognition.sampleRate);
    },
  };
  const of = (name: string, run: (subject: Subject) => Promise<void>) => ({ name, run: () => run(subject) });
  return [
    ...declarationCases(backend),
    of('understands a recording', understands),
    of('tells what it hears so far, when that is wanted', tellsPartials),
    of('hears nothing in silence, and lives through odd audio', livesThroughOddAudio),
    of('hears the same again', hearsTheSame),
    of('does not begin when it is aborted already', refusesWhenAborted),
  ];
}

function asRecognition(result: unknown, duration: number): Recognition {
  assert.ok(isRecognition(result), 'recognize returns a recognition');
  let at = 0;
  for (const { text, start, end, confidence = 1 } of result.words) {
    assert.ok(text.length > 0, 'a word has a text');
    assert.ok(start >= at - 1e-6 && end >= start && end <= duration + 0.05, `${text}: ${start}..${end} after ${at}`);
    assert.ok(confidence >= 0 && confidence <= 1, `the confidence of "${text}" is ${confidence}`);
    at = start;
  }
  return result;
}

function isRecognition(value: unknown): value is Recognition {
  if (typeof value !== 'object' || value === null || !('text' in value && 'words' in value)) return false;
  return typeof value.text === 'string' && Array.isArray(value.words);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

async function understands({ recognize, recording }: Subject): Promise<void> {
  const { text, words } = await recognize({});
  const said = wordsOf(recording.text);
  const heard = new Set(wordsOf(text));
  const understood = said.filter((word) => heard.has(word)).length / said.length;
  assert.ok(understood >= 0.5, `it understood ${Math.round(100 * understood)} % of the words: "${text}"`);
  assert.ok(words.length >= 0.5 * said.length, 'the words are timed');
}

async function tellsPartials({ recognize }: Subject): Promise<void> {
  const events: unknown[] = [];
  await recognize({ partials: true }, { onEvent: (event) => events.push(event) });
  for (const event of events) {
    assert.ok(typeof event === 'object' && event !== null && 'partial' in event, 'an event is a partial text');
    assert.equal(typeof event.partial, 'string');
  }
  const silent: unknown[] = [];
  await recognize({ partials: false }, { onEvent: (event) => silent.push(event) });
  assert.deepEqual(silent, [], 'no partial text unless it is wanted');
}

async function livesThroughOddAudio({ recognize, sampleRate, recording }: Subject): Promise<void> {
  const second = new Float32Array(sampleRate);
  assert.equal((await recognize({ samples: second })).text.trim(), '', 'silence says nothing');
  const odd: Record<string, Float32Array> = {
    'no audio': new Float32Array(),
    'one frame': Float32Array.of(0.5),
    'ten milliseconds': second.subarray(0, sampleRate / 100),
    'a square wave at full scale': second.map((_, index) => (Math.floor(index / 40) % 2 ? 1 : -1)),
    'a constant': second.map(() => 0.9),
    'very quiet speech': recording.samples.map((value) => value * 1e-4),
    'clipped speech': recording.samples.map((value) => Math.max(-1, Math.min(1, value * 40))),
  };
  for (const samples of Object.values(odd)) await recognize({ samples });
}

async function hearsTheSame({ recognize }: Subject): Promise<void> {
  const first = await recognize({});
  assert.deepEqual(await recognize({}), first);
}

async function refusesWhenAborted({ recognize }: Subject): Promise<void> {
  const reason = new Error('no longer wanted');
  await assert.rejects(recognize({}, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
}
