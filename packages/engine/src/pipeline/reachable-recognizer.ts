import type { Warning } from '@potoo/core';
import type { Recognition, RecognizeEvent } from '../backends/contract.ts';
import type { InstalledRecognizer } from '../models/inventory.ts';
import type { ResolvedRecognizer } from '../models/resolve-recognizer.ts';
import type { EngineCall } from './engine-call.ts';
import { firstReachable } from './first-reachable.ts';
import type { Recognizer } from './listen.ts';
import { remoteRecognizer } from './remote-recognizer.ts';

/** A recogniser, and who listened in the end. */
export interface ReachableRecognizer {
  readonly recognizer: Recognizer;
  served(): { readonly model: string; readonly warnings: readonly Warning[] };
}

/**
 * A recogniser that listens as long as anybody can: where a server does not answer, the next that may serve in its place is
 * asked, and it is told if that is another model.
 */
export function reachableRecognizer(resolved: ResolvedRecognizer, call: EngineCall): ReachableRecognizer {
  const own = installedRecognizer(resolved, call);
  const candidates = [resolved, ...(resolved.alternatives ?? [])]
    .map((entry) => ({ entry, recognizer: installedRecognizer(entry, call) }))
    .filter(({ recognizer }) => recognizer.sampleRate === own.sampleRate);
  const asked = resolved.model.id;
  let model = asked;
  const recognize: Recognizer['recognize'] = (params, options) =>
    firstReachable(candidates, async ({ entry, recognizer }) => {
      const heard = await recognizer.recognize(params, options);
      if (entry.model.id !== asked) model = entry.model.id;
      return heard;
    });
  return {
    recognizer: { ...own, recognize },
    served: () => ({ model, warnings: model === asked ? [] : [stoodIn(asked, model)] }),
  };
}

/** An installed recogniser: its stretches go to the hosts of its backend, or to another server. */
function installedRecognizer(
  { model, backend, installation }: InstalledRecognizer,
  { pools }: Pick<EngineCall, 'pools'>,
): Recognizer {
  const sampleRate = backend.recognition?.sampleRate ?? 16_000;
  if (backend.remote) return remoteRecognizer(model.id, sampleRate, backend.remote);
  const pool = pools.for(backend, installation);
  return {
    sampleRate,
    parallel: pools.size,
    async recognize(params, { signal, lane, onPartial }) {
      const run = pool.open<RecognizeEvent, Recognition>('recognize', params, { signal, lane });
      for await (const { partial } of run) onPartial?.(partial);
      return run.result;
    },
  };
}

function stoodIn(asked: string, served: string): Warning {
  const message = `No server that has ${asked} can be reached: ${served} listened instead.`;
  return { type: 'fallback', subject: 'model', message };
}
