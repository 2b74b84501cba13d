import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import type { HostContext } from '../../../hosts/contract.ts';
import { nextTurn } from '../../../hosts/next-turn.ts';
import type { Transformers } from './load-transformers.ts';

/** Text that a network writes, token by token. */
export interface Generation {
  /**
   * @param inputs - What the library's `generate` takes. @param partials - Whether to tell what there is so far.
   * @throws The signal's reason.
   */
  run(inputs: Readonly<Record<string, unknown>>, partials: boolean, context: HostContext): Promise<string>;
}

/** Makes a network write text, with an ear for aborts: each of its steps lets one be heard, and the next one ends it. */
export function generating(
  { InterruptableStoppingCriteria, TextStreamer }: Transformers,
  network: PreTrainedModel,
  tokenizer: PreTrainedTokenizer,
): Generation {
  hearBetweenSteps(network);
  return {
    async run(inputs, partials, { signal, emit, alive }) {
      signal.throwIfAborted();
      const stopping = new InterruptableStoppingCriteria();
      const stop = () => stopping.interrupt();
      signal.addEventListener('abort', stop, { once: true });
      let said = '';
      const streamer = new TextStreamer(tokenizer, {
        skip_prompt: true,
        skip_special_tokens: true,
        callback_function: (piece: string) => {
          alive();
          said += piece;
          if (partials && said.trim() !== '') emit({ partial: said.trim() }).catch(() => {});
        },
      });
      try {
        const tokens = await network.generate({ ...inputs, streamer, stopping_criteria: stopping });
        signal.throwIfAborted();
        const [text = ''] = tokenizer.batch_decode(tokens as Parameters<typeof tokenizer.batch_decode>[0], {
          skip_special_tokens: true,
        });
        return text.trim();
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

/** What computes returns without letting this thread hear anything: here it does, before each run. */
function hearBetweenSteps({ sessions }: PreTrainedModel): void {
  for (const session of Object.values(sessions)) {
    const run = session.run.bind(session);
    session.run = async (...feeds: Parameters<typeof run>) => {
      await nextTurn();
      return run(...feeds);
    };
  }
}
