import type { CallOptions } from '../../contract/call-options.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { check, collect, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { makeWav } from '../containers/wav.ts';
import { longText, SENTENCE } from '../texts.ts';

/** Cases about stopping: by signal, and for good. */
export function lifecycleCases(bench: Bench): ConformanceCase[] {
  const speaks = bench.options.features.includes('streamSpeech');
  return [
    { name: 'a signal that has aborted stops every call with its reason', run: () => abortedBefore(bench) },
    ...(speaks
      ? [
          { name: 'a signal that aborts stops speech with its reason', run: () => abortedMidway(bench) },
          { name: 'closing rejects the calls under way', run: () => closesCalls(bench) },
        ]
      : []),
    { name: 'a closed service refuses calls, and closes twice', run: () => closesForGood(bench) },
  ];
}

async function abortedBefore({ service, speech, options: { features } }: Bench): Promise<void> {
  const voiceService = await service();
  const audio = makeWav(new Float32Array(1600), 16_000);
  const calls: Record<string, (options: CallOptions) => Promise<unknown>> = {
    capabilities: (options) => voiceService.capabilities(options),
    listModels: (options) => voiceService.listModels({}, options),
    listVoices: (options) => voiceService.listVoices({}, options),
    synthesize: (options) => voiceService.synthesize({ ...speech, text: SENTENCE }, options),
    streamSpeech: (options) => collect(voiceService.streamSpeech({ ...speech, text: SENTENCE }, options)),
    transcribe: (options) => voiceService.transcribe({ audio }, options),
    streamTranscript: (options) => collect(voiceService.streamTranscript({ audio }, options)),
    convertAudio: (options) => voiceService.convertAudio({ audio, format: 'wav' }, options),
  };
  const always = ['capabilities', 'listModels', 'listVoices'];
  for (const [name, call] of Object.entries(calls)) {
    if (!always.includes(name) && !features.some((feature) => feature === name)) continue;
    const reason = new Error(`${name} is not wanted`);
    const thrown = await rejectionOf(call({ signal: AbortSignal.abort(reason) }), `${name} with an aborted signal`);
    check(thrown === reason, `${name} rejects with ${String(thrown)}, not with the signal's reason`);
  }
}

async function abortedMidway({ service, speech }: Bench): Promise<void> {
  const voiceService = await service();
  const { maxCharacters } = await voiceService.capabilities();
  const text = longText(Math.min(maxCharacters, 20_000));
  const controller = new AbortController();
  const reason = new Error('enough');
  let after = 0;
  const read = async () => {
    for await (const event of voiceService.streamSpeech(
      { ...speech, text, format: 'wav' },
      { signal: controller.signal },
    )) {
      if (controller.signal.aborted) after += 1;
      if (event.type === 'audio') controller.abort(reason);
    }
  };
  const thrown = await rejectionOf(read(), 'a stream that was aborted');
  check(thrown === reason, `the stream rejects with ${String(thrown)}, not with the signal's reason`);
  check(after <= 2, `${after} events came after the abort`);
  const later = new AbortController();
  const whole = voiceService.synthesize({ ...speech, text, format: 'wav' }, { signal: later.signal });
  setTimeout(() => later.abort(reason), 20);
  check((await rejectionOf(whole, 'speech that was aborted')) === reason, 'speech rejects with another reason');
  await voiceService.synthesize({ ...speech, text: SENTENCE });
}

async function closesCalls({ fresh, speech }: Bench): Promise<void> {
  const voiceService = await fresh();
  const { maxCharacters } = await voiceService.capabilities();
  const text = longText(Math.min(maxCharacters, 20_000));
  const stream = voiceService.streamSpeech({ ...speech, text, format: 'wav' })[Symbol.asyncIterator]();
  await stream.next();
  const whole = rejectionOf(voiceService.synthesize({ ...speech, text, format: 'wav' }), 'speech of a closed service');
  const rest = rejectionOf(drain(stream), 'a stream of a closed service');
  await voiceService.close();
  await Promise.all([whole, rest]);
}

async function drain(iterator: AsyncIterator<unknown>): Promise<void> {
  while (!(await iterator.next()).done);
}

async function closesForGood({ fresh, speech, options }: Bench): Promise<void> {
  const voiceService: VoiceService = await fresh();
  await voiceService.capabilities();
  await voiceService.close();
  await voiceService.close();
  if (options.features.includes('synthesize')) {
    await rejectionOf(voiceService.synthesize({ ...speech, text: SENTENCE }), 'a call of a closed service');
  }
}
