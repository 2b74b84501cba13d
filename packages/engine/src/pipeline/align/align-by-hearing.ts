import type { Alignment, AlignRequest, Transcript } from '@potoo/core';
import { alignByHearing as layBeside } from '@potoo/core/alignment';
import { InternalError } from '@potoo/core/errors';
import type { InstalledRecognizer } from '../../models/inventory.ts';
import type { EngineCall } from '../engine-call.ts';
import { startListening } from '../start-listening.ts';

/**
 * Finds the words of a text by what a recogniser hears: CTC models and transducers tell at which output they heard each token.
 * What was heard is laid beside the text; a word that was not heard has the time that its neighbours leave, and no confidence.
 */
export async function alignByHearing(
  request: AlignRequest,
  { model }: InstalledRecognizer,
  call: EngineCall,
): Promise<Alignment> {
  const listen = async (): Promise<Transcript> => {
    const { text: _, ...listening } = request;
    const asked = { ...listening, model: model.id, words: true, punctuate: false };
    for await (const event of startListening(asked, call, { partials: false })) {
      if (event.type === 'done') return event.transcript;
    }
    throw new InternalError('The transcript ended without its last message.');
  };
  return layBeside(listen, request, { signal: call.signal });
}
