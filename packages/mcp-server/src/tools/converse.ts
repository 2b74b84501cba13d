import { BadRequestError, NotFoundError } from '@potoo/core/errors';
import * as z from 'zod';
import { nameFromText } from '../files/output-name.ts';
import { limitText, MACHINE_MADE } from '../results/machine-made.ts';
import { audioSource, defined, madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

/** Takes one turn of a spoken conversation. */
export const converse = defineTool({
  name: 'converse',
  title: 'Talk',
  description: "One spoken turn with the service's own chat model. To say your words use synthesize.",
  group: 'talk',
  icon: '💬',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'converse',
  input: z.strictObject({
    ...audioSource,
    text: z.string().min(1).optional().describe('Instead of audio'),
    conversation_id: z.string().min(1).optional().describe('To go on'),
    instructions: z.string().min(1).optional().describe('How to answer'),
    voice: z.string().min(1).optional(),
    ...targetName,
  }),
  output: z.object({
    ...madeAudio,
    conversation_id: z.string(),
    user_text: z.string(),
    reply_text: z.string(),
    about: z.string(),
  }),
  run: async (input, context) => {
    const { path, uri, text, conversation_id: conversationId, instructions: systemPrompt } = input;
    const service = await context.service();
    const spoken = path !== undefined || uri !== undefined;
    if (spoken === (text !== undefined)) throw oneSide();
    if (conversationId !== undefined && !context.conversations.has(conversationId)) throw noSuchConversation();
    const { audio, fileName } = spoken ? await context.openAudio(input) : {};
    const voice = input.voice ?? context.defaultVoice;
    const turn = await service.converse(
      { format: wantedFormat(input), ...defined({ audio, fileName, text, conversationId, systemPrompt, voice }) },
      context.call,
    );
    context.conversations.add(turn.conversationId);
    const name = wantedName(input, () => nameFromText(turn.replyText, 'reply'));
    const { facts, file } = await storeMade(turn, name, context);
    return {
      facts: {
        ...facts,
        about: MACHINE_MADE,
        conversation_id: turn.conversationId,
        user_text: limitText(turn.userText),
        reply_text: limitText(turn.replyText),
      },
      files: [file],
    };
  },
});

/** Also the answer for a conversation of somebody else. */
function noSuchConversation(): NotFoundError {
  return new NotFoundError('There is no such conversation.', {
    reason: 'conversation_not_found',
    param: 'conversation_id',
    hint: 'Use the conversation_id that a call returned, or leave it out to begin anew.',
  });
}

function oneSide(): BadRequestError {
  return new BadRequestError('A turn is either said or written.', {
    reason: 'missing_file',
    param: 'text',
    hint: 'Give `text`, or audio by `path` or `uri`.',
  });
}
