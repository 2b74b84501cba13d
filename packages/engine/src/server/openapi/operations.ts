import { conversationQuery, truncateBody } from '../conversations/conversation-routes.ts';
import { openAiSpeechBody } from '../dialects/openai/schemas/speech-body.ts';
import { transcription, translation } from '../dialects/openai/schemas/transcription-form.ts';
import { outeAiBody } from '../dialects/outeai/schemas/audio-body.ts';
import { alignmentForm } from '../dialects/ttsai/schemas/alignment-form.ts';
import { analyzeForm } from '../dialects/ttsai/schemas/analyze-form.ts';
import { cloneForm } from '../dialects/ttsai/schemas/clone-form.ts';
import { convertForm } from '../dialects/ttsai/schemas/convert-form.ts';
import { convertVoiceForm } from '../dialects/ttsai/schemas/convert-voice-form.ts';
import { dereverbForm } from '../dialects/ttsai/schemas/dereverb-form.ts';
import { enhanceForm } from '../dialects/ttsai/schemas/enhance-form.ts';
import { separateForm } from '../dialects/ttsai/schemas/separate-form.ts';
import { speechBody } from '../dialects/ttsai/schemas/speech-body.ts';
import { transcriptionForm } from '../dialects/ttsai/schemas/transcription-form.ts';
import { transformSpeechForm } from '../dialects/ttsai/schemas/transform-speech-form.ts';
import { speechTranslationForm } from '../dialects/ttsai/schemas/translation-form.ts';
import { turnBody, turnForm } from '../dialects/ttsai/schemas/turn-body.ts';
import { importForm, voiceForm } from '../dialects/ttsai/schemas/voice-form.ts';
import { batchBody } from '../dialects/ttsai/tasks/batch.ts';
import { listQuery } from '../platform/jobs/job-routes.ts';
import { jobBody } from '../platform/jobs/read-job-request.ts';
import { keyBody } from '../platform/keys.ts';
import { modelQuery, voiceQuery } from '../requests/list-query.ts';
import type { Operation, Tag } from './operation.ts';

const AUDIO = ['audio/mpeg', 'audio/wav', 'audio/flac', 'audio/ogg', 'audio/mp4', 'audio/aac'];
const JSON_TYPE = ['application/json'];
const NDJSON = 'application/x-ndjson';
const EVENTS = 'text/event-stream';
const KEEPERS = 'For whoever is on the machine of a server that asks for no keys, and for keys of an administrator.';

/** Everything that the server answers, but for its pages. One entry for each route; a test holds the two together. */
export const OPERATIONS: readonly Operation[] = [
  post('Speech', '/v1/tts', 'Speak a text', {
    json: speechBody,
    answers: [...AUDIO, NDJSON, 'application/json'],
    description:
      'The answer is the audio file; with `stream` as it is made; with `stream_format: "events"` lines that carry the ' +
      'words as well; with `async` or `webhook_url` a task.',
  }),
  upload('Speech', '/v1/stt', 'Write down what is said', transcriptionForm, {
    answers: ['application/json', 'text/plain', 'application/x-subrip', 'text/vtt', NDJSON, EVENTS],
  }),
  upload('Speech', '/v1/transcribe', 'The same, by its name in other clients', transcriptionForm, {
    answers: ['application/json', 'text/plain', 'application/x-subrip', 'text/vtt', NDJSON, EVENTS],
  }),
  upload('Speech', '/v1/forced-alignment', 'Find when each word of a text is said in its recording', alignmentForm, {
    answers: JSON_TYPE,
    description:
      'The answer has the `characters`, `words` and `loss` of the ElevenLabs interface, and of each word its place in the ' +
      'text and a confidence.',
  }),

  upload('Voices', '/v1/tts/clone', 'Speak a text in the voice of a recording', cloneForm, {
    answers: [...AUDIO, NDJSON, 'application/json'],
    form: { fields: cloneForm, file: 'reference_audio' },
  }),
  upload('Voices', '/v1/voice-clone', 'The same, by its name in other clients', cloneForm, {
    answers: [...AUDIO, NDJSON, 'application/json'],
    form: { fields: cloneForm, file: 'reference_audio' },
  }),
  upload('Voices', '/v1/voice-convert', 'Say a recording again in another voice', convertVoiceForm, { answers: AUDIO }),
  upload('Voices', '/v1/speech-to-speech', 'Change how a recording is spoken', transformSpeechForm, {
    answers: AUDIO,
  }),
  upload('Voices', '/v1/voices', 'Clone a voice and keep it', voiceForm, {
    answers: JSON_TYPE,
    status: 201,
    form: { fields: voiceForm, file: 'reference_audio' },
    description: 'Only with the consent of the person whose voice it is, which is kept with the voice.',
  }),
  upload('Voices', '/v1/voices/import', 'Keep the voice of a file', importForm, { answers: JSON_TYPE, status: 201 }),
  get('Voices', '/v1/voices/{id}', 'Look a voice up'),
  { ...get('Voices', '/v1/voices/{id}', 'Remove a cloned voice', []), method: 'delete', status: 204 },
  get('Voices', '/v1/voices/{id}/export', 'A cloned voice as a file', ['application/vnd.potoo.voice+json']),
  upload('Conversation', '/v1/speech-translate', 'Say a recording in another language', speechTranslationForm, {
    answers: ['application/json', 'multipart/form-data'],
    description:
      'The answer has both texts and tells where the audio is; for a client that accepts forms it is one that holds the ' +
      'audio; with `async` or `webhook_url` it is a task.',
  }),
  post('Conversation', '/v1/voice-chat', 'Take a turn of a spoken conversation', {
    json: turnBody,
    form: { fields: turnForm, file: 'audio' },
    answers: ['application/json', NDJSON],
    description:
      'Send `audio` or `text`. The answer tells where the audio of the reply is; with `stream_format: "events"` it is ' +
      'lines that carry it, with `stream` as it is made.',
  }),
  { ...get('Conversation', '/v1/conversations', 'List conversations'), query: conversationQuery },
  get('Conversation', '/v1/conversations/{id}', 'Look a conversation up, with its turns'),
  { ...get('Conversation', '/v1/conversations/{id}', 'Forget a conversation', []), method: 'delete', status: 204 },
  post('Conversation', '/v1/conversations/{id}/turns/{turn}/truncate', 'Cut a reply down to what was heard of it', {
    json: truncateBody,
    answers: JSON_TYPE,
  }),
  get('Conversation', '/v1/audio/tmp/{id}', 'Fetch the audio of a reply', AUDIO),

  upload('Audio tools', '/v1/audio/enhance', 'Take noise away and make speech clearer', enhanceForm, {
    answers: AUDIO,
  }),
  upload('Audio tools', '/v1/audio/separate', 'Split music into stems', separateForm, {
    answers: ['application/json', 'application/zip', 'multipart/form-data'],
    description:
      'A finished task that names the stems; the stems themselves for a client that accepts ZIP files or forms.',
  }),
  upload('Audio tools', '/v1/audio/dereverb', 'Take echo and reverberation away', dereverbForm, { answers: AUDIO }),
  upload('Audio tools', '/v1/audio/analyze', 'Find key, tempo, meter and loudness', analyzeForm, {
    answers: JSON_TYPE,
  }),
  upload('Audio tools', '/v1/audio/convert', 'Change format, rate, channels, loudness or speed', convertForm, {
    answers: AUDIO,
  }),

  { ...get('Lists', '/v1/models', 'List models'), query: modelQuery },
  get('Lists', '/v1/models/{model}', 'Look a model up'),
  {
    ...get('Models', '/v1/models/{model}', 'Remove a model'),
    method: 'delete',
    description: KEEPERS,
  },
  post('Models', '/v1/models/{model}/pull', 'Fetch a model', {
    answers: JSON_TYPE,
    status: 202,
    description: `The answer is 200 where it is there already. Whoever asks meanwhile is told of the same pull. ${KEEPERS}`,
  }),
  { ...get('Models', '/v1/models/{model}/pull', 'Stop a pull'), method: 'delete', description: KEEPERS },
  {
    ...get('Models', '/v1/models/{model}/pull/events', 'Follow a pull', [EVENTS]),
    description: `Events named \`pull\`: where it stands, after each change, until it has ended. ${KEEPERS}`,
  },
  { ...get('Models', '/v1/storage', 'The room that models take, and have'), description: KEEPERS },
  { ...get('Lists', '/v1/voices', 'List voices'), query: voiceQuery },
  get('Lists', '/v1/voices/preview/{file}', 'Hear a voice', ['audio/mpeg']),
  get('Lists', '/v1/capabilities', 'What the server can do'),

  post('Tasks', '/v1/tts/batch', 'Speak up to 50 texts', { json: batchBody, answers: JSON_TYPE, status: 202 }),
  get('Tasks', '/v1/tts/batch/result', 'Look a batch up'),
  get('Tasks', '/v1/speech/results', 'Look a task up'),
  get('Tasks', '/v1/speech/subtitles', 'Subtitles of a spoken text'),
  get('Tasks', '/v1/speech/models', 'List models'),
  get('Tasks', '/static/downloads/{id}/{file}', 'Fetch the result of a task', AUDIO),

  post('Jobs', '/v1/jobs', 'Hand a job in', {
    json: jobBody,
    answers: JSON_TYPE,
    status: 202,
    description: 'For work on audio: a form with this JSON in the field `job`, and the audio as `file`.',
  }),
  { ...get('Jobs', '/v1/jobs', 'List jobs'), query: listQuery },
  get('Jobs', '/v1/jobs/{id}', 'Look a job up'),
  { ...get('Jobs', '/v1/jobs/{id}', 'Stop a job'), method: 'delete' },
  post('Jobs', '/v1/jobs/{id}/cancel', 'Stop a job', { answers: JSON_TYPE }),
  post('Jobs', '/v1/jobs/{id}/retry', 'Try a job again', { answers: JSON_TYPE, status: 202 }),
  get('Jobs', '/v1/jobs/{id}/events', 'Follow a job', [EVENTS]),
  get('Jobs', '/v1/results/{id}', 'Fetch a result', [...AUDIO, 'application/json', 'application/zip']),
  { ...get('Jobs', '/v1/results/{id}', 'Remove a result', []), method: 'delete', status: 204 },
  get('Jobs', '/v1/webhooks/secret', 'The secret that webhooks are signed with'),
  post('Jobs', '/v1/webhooks/secret', 'Make a new secret', { answers: JSON_TYPE }),

  post('OpenAI', '/v1/audio/speech', 'Speak a text', {
    json: openAiSpeechBody,
    answers: [...AUDIO, 'audio/pcm', EVENTS],
  }),
  upload('OpenAI', '/v1/audio/transcriptions', 'Write down what is said', transcription, {
    answers: ['application/json', 'text/plain', EVENTS],
  }),
  upload('OpenAI', '/v1/audio/translations', 'Write down what is said, in English', translation, {
    answers: ['application/json', 'text/plain'],
  }),
  get('OpenAI', '/v1/audio/voices', 'List voices'),
  get('OpenAI', '/v1/audio/models', 'List models that speak'),

  post('OuteAI', '/api/v1/audio', 'Speak a text', {
    json: outeAiBody,
    answers: [NDJSON],
    description: 'The key may also be in the address, as `?token=`.',
  }),

  get('Server', '/v1/usage', 'Plan, credits and what was paid'),
  { ...get('Server', '/v1/keys', 'List the keys that work'), description: KEEPERS },
  post('Server', '/v1/keys', 'Make a key', {
    json: keyBody,
    answers: JSON_TYPE,
    status: 201,
    description: `The answer is the only one that holds the key. ${KEEPERS}`,
  }),
  { ...get('Server', '/v1/keys/{id}', 'End a key', []), method: 'delete', status: 204, description: KEEPERS },
  get('Server', '/healthz', 'Whether the process is alive'),
  get('Server', '/readyz', 'Whether it can serve'),
  get('Server', '/metrics', 'Numbers for Prometheus', ['text/plain']),
  get('Server', '/openapi.json', 'This document'),
];

type Facts = Pick<Operation, 'answers'> & Partial<Operation>;

function get(tag: Tag, path: string, summary: string, answers: readonly string[] = JSON_TYPE): Operation {
  return { method: 'get', tag, path, summary, answers };
}

function post(tag: Tag, path: string, summary: string, facts: Facts): Operation {
  return { method: 'post', tag, path, summary, ...facts };
}

function upload(
  tag: Tag,
  path: string,
  summary: string,
  fields: NonNullable<Operation['form']>['fields'],
  facts: Facts,
): Operation {
  return post(tag, path, summary, { form: { fields, file: 'file' }, ...facts });
}
