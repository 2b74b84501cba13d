import type { CallOptions } from '../../contract/call-options.ts';
import type { SpeechResult } from '../../contract/speech.ts';
import type { SpeakAsRequest } from '../../contract/voice-tools.ts';
import type { Transport } from '../../transport/transport.ts';
import { PATHS } from '../../wire/paths.ts';
import { EVENT_STREAM_TYPE } from '../../wire/speech-events.ts';
import { fromSpeechBody, toSpeechBody } from '../../wire/speech-request.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { SPEECH_FIELDS } from '../shared/speech-fields.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { gatherAudio } from './gather-audio.ts';
import { readSpeech } from './speech.ts';

const FIELDS = [...SPEECH_FIELDS.filter((name) => name !== 'voice'), 'reference'];

/** Speaks once in the voice of a recording. */
export async function speakAs(
  transport: Transport,
  settings: Uploads & { readonly maxResponseBytes: number },
  request: SpeakAsRequest,
  options: CallOptions,
): Promise<SpeechResult> {
  try {
    options.signal?.throwIfAborted();
    fieldsOf(request, FIELDS);
    const { reference, ...speech } = request;
    const body = toSpeechBody({ ...speech, model: speech.model ?? 'auto' }, { streamFormat: 'events' });
    fromSpeechBody(body);
    const { lexicon, ...plain } = body;
    const fields = Object.entries(plain).map(([name, value]) => [name, String(value)]);
    const form = await uploadBody(
      settings,
      { audio: reference },
      { ...Object.fromEntries(fields), ...(lexicon && { lexicon: JSON.stringify(lexicon) }) },
      { form: 'reference_audio', param: 'reference' },
    );
    const sent = { method: 'POST', path: PATHS.cloneSpeech, accept: EVENT_STREAM_TYPE, body: form } as const;
    const answer = await transport.send({ ...sent, answersEarly: true }, options);
    return await gatherAudio(readSpeech(answer, options), settings.maxResponseBytes);
  } catch (error) {
    throw inCallerTerms(error);
  }
}
