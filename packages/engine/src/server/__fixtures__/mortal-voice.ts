import type { Backend } from '../../backends/contract.ts';
import { FLITE_MODEL } from '../../backends/flite/flite-voices.ts';
import { siblingModule } from '../../hosts/module-url.ts';

/** What happens to the process of a {@link mortalVoice} when a text begins with the word. */
export type Fault = 'abort' | 'segfault' | 'illegal' | 'exit' | 'devour' | 'spin' | 'babble';

/** Clock time in milliseconds, to fractions: the same in every process of a machine. */
export function clockMs(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * A backend with one voice of its own name, whose process dies, hangs, takes memory without end or writes garbage when a
 * text begins with a {@link Fault}.
 * @param stallMs - Silence after which it counts as hanging.
 * @param deaths - A file to which a process adds a line with {@link clockMs} just before its end.
 */
export function mortalVoice(id: string, stallMs: number, deaths: string): Backend {
  return {
    id,
    summary: 'A voice whose process dies on command.',
    licence: 'MIT',
    dependencies: [],
    check: async () => ({ available: true }),
    host: siblingModule(import.meta.url, './mortal-host'),
    hostOptions: () => deaths,
    limits: { memoryBytes: 256 * 2 ** 20, stallMs },
    speech: {
      models: [{ ...FLITE_MODEL, id, name: id }],
      voices: [{ id, name: id, model: id, languages: ['en'], gender: 'female', sampleRate: 16_000 }],
    },
  };
}
