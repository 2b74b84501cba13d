import type { Messages } from '../messages.ts';

export const conversationEn: Messages['conversation'] = {
  title: 'Conversation',
  messages: 'What was said',
  empty: 'Press Talk and speak, or write something.',
  user: 'You',
  assistant: 'Potoo',
  understanding: '…',
  interrupted: '(interrupted)',
  talk: 'Talk',
  hangUp: 'Close the microphone',
  write: 'Write instead',
  send: 'Send',
  interrupt: 'Stop the reply',
  hear: 'Press to hear it',
  status: {
    idle: '',
    requesting: 'Waiting for permission…',
    listening: 'Listening',
    hearing: 'Hearing you',
    thinking: 'Thinking…',
    speaking: 'Speaking',
    blocked: 'The browser holds the sound back.',
    error: '',
  },
};
