import { AudioOutput } from '../../audio/audio-output.ts';
import type { TurnEvent } from '../../contract/conversation.ts';
import type { WordTiming } from '../../contract/timing.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { check, checkError, checkNear, collect, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { containerDuration } from '../containers/audio-duration.ts';
import { SENTENCE } from '../texts.ts';

const UNKNOWN = 'conv_that_nobody_has_begun';

/** Cases about spoken conversations: turns, turns as streams, and what is kept of them. */
export function conversationCases(bench: Bench): ConformanceCase[] {
  const has = (feature: 'converse' | 'streamTurn' | 'conversations') => bench.options.features.includes(feature);
  return [
    ...(has('converse')
      ? [
          { name: 'a turn is answered in text and in audio', run: () => answers(bench) },
          { name: 'a turn that says nothing is refused', run: () => refusesNothing(bench) },
        ]
      : []),
    ...(has('streamTurn')
      ? [
          { name: 'the events of a turn come in order, and their bytes are a file', run: () => streamIsFile(bench) },
          { name: 'a turn can be left at any time', run: () => canBeLeft(bench) },
        ]
      : []),
    ...(has('conversations')
      ? [{ name: 'a conversation that is not there is not found', run: () => notFound(bench) }]
      : []),
    ...(has('converse') && has('conversations')
      ? [{ name: 'a conversation is kept, cut and forgotten', run: () => isKept(bench) }]
      : []),
  ];
}

async function answers({ service, options }: Bench): Promise<void> {
  const turn = await (await service()).converse({ text: SENTENCE, format: 'wav' });
  check(turn.userText === SENTENCE, `the user said ${turn.userText}`);
  check(turn.replyText.trim() !== '', 'the reply is empty');
  check(turn.conversationId !== '', 'the conversation has no id');
  check(turn.audio.duration > 0.1, `the reply lasts ${turn.audio.duration} s`);
  const contained = containerDuration(turn.audio);
  if (contained !== undefined) checkNear(contained, turn.audio.duration, 0.15, 'the length of the file');
  checkReplyWords(turn.words, turn.replyText, turn.duration);
  if (options.sampleAudio && options.features.includes('transcribe')) {
    const { bytes: audio } = options.sampleAudio;
    const spoken = await (await service()).converse({ audio, conversationId: turn.conversationId });
    check(spoken.userText.trim() !== '', 'nothing was understood of a recording');
    check(spoken.conversationId === turn.conversationId, 'the conversation went on under another id');
  }
}

function checkReplyWords(words: readonly WordTiming[], text: string, duration: number): void {
  let before = 0;
  for (const { start, end, charStart, charEnd } of words) {
    check(start >= before - 0.001 && end >= start && end <= duration + 0.05, `a word lies from ${start} to ${end} s`);
    check(charStart >= 0 && charStart < charEnd && charEnd <= text.length, `a word lies at ${charStart} to ${charEnd}`);
    before = start;
  }
}

async function refusesNothing({ service }: Bench): Promise<void> {
  const voiceService = await service();
  for (const request of [{}, { text: ' ' }]) {
    const error = await rejectionOf(voiceService.converse(request), 'a turn that says nothing');
    checkError(error, { codes: ['bad_request'], param: 'text' }, 'a turn that says nothing');
  }
  const error = await rejectionOf(
    voiceService.converse({ text: 'Hello.', conversationId: UNKNOWN }),
    'no conversation',
  );
  checkError(error, { codes: ['not_found'], reasons: ['conversation_not_found'] }, 'an unknown conversation');
}

async function streamIsFile({ service }: Bench): Promise<void> {
  const events = await collect((await service()).streamTurn({ text: SENTENCE, format: 'wav' }));
  const [first] = events;
  const done = events.at(-1);
  check(first?.type === 'user-text' && first.text === SENTENCE, `the first event is ${first?.type}`);
  check(done?.type === 'done', `the last event is ${done?.type}`);
  const start = events.find((event) => event.type === 'start');
  check(start !== undefined, 'no start came');
  const at = (type: TurnEvent['type']) => events.findIndex((event) => event.type === type);
  check(at('start') < at('audio'), 'audio came before the start');
  const { details } = done;
  const text = events.map((event) => (event.type === 'reply-text' ? event.text : '')).join('');
  check(text === details.replyText, 'the pieces of the reply are not the reply');
  check(details.conversationId === first.conversationId && details.turnId === first.turnId, 'the ids have changed');
  const words = events.flatMap((event) => (event.type === 'word' ? [event.word] : []));
  check(JSON.stringify(words) === JSON.stringify(details.words), 'the words of the stream are not those of its end');
  const bytes = joinBytes(events.flatMap((event) => (event.type === 'audio' ? [event.data] : [])));
  const { format, sampleRate, channels } = start;
  const audio = new AudioOutput(bytes, { format, sampleRate, channels, duration: details.duration });
  const contained = containerDuration(audio);
  if (contained !== undefined) checkNear(contained, details.duration, 0.15, 'the length of the file');
}

async function canBeLeft({ service }: Bench): Promise<void> {
  for (const type of ['user-text', 'reply-text', 'audio'] as const) {
    for await (const event of (await service()).streamTurn({ text: SENTENCE })) if (event.type === type) break;
  }
}

async function notFound({ service }: Bench): Promise<void> {
  const voiceService = await service();
  const calls = {
    getConversation: () => voiceService.getConversation(UNKNOWN),
    deleteConversation: () => voiceService.deleteConversation(UNKNOWN),
    truncateTurn: () => voiceService.truncateTurn({ conversationId: UNKNOWN, turnId: 'turn_1', heard: 1 }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const error = await rejectionOf(call(), name);
    checkError(error, { codes: ['not_found'], reasons: ['conversation_not_found'] }, name);
  }
}

async function isKept({ service }: Bench): Promise<void> {
  const voiceService = await service();
  const { conversationId, turnId, replyText } = await voiceService.converse({
    text: SENTENCE,
    systemPrompt: 'Be kind.',
  });
  await voiceService.converse({ text: SENTENCE, conversationId });
  const [latest] = await voiceService.listConversations({ limit: 1 });
  check(latest?.id === conversationId, `the latest conversation is ${latest?.id}`);
  const history = await voiceService.getConversation(conversationId);
  check(history.turns.length === 2 && history.turnCount === 2, `it has ${history.turns.length} turns`);
  check(history.systemPrompt === 'Be kind.', `its system prompt is ${history.systemPrompt}`);
  check(history.expiresAt.getTime() > Date.now(), 'it has expired already');
  const [turn] = history.turns;
  check(turn?.id === turnId && turn?.userText === SENTENCE && turn.replyText === replyText, 'its turn is another one');
  if (turnId !== undefined) {
    const cut = await voiceService.truncateTurn({ conversationId, turnId, heard: 0 });
    check(cut.interrupted && cut.replyText === '', `of a reply that was not heard, "${cut.replyText}" was kept`);
  }
  await voiceService.deleteConversation(conversationId);
  const error = await rejectionOf(voiceService.getConversation(conversationId), 'a forgotten conversation');
  checkError(error, { codes: ['not_found'] }, 'a forgotten conversation');
}
