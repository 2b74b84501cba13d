import { statfs } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { type CallOptions, PotooError, type VoiceService } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { findProgram } from './find-program.ts';
import { isLocalEngine } from './local-engine.ts';
import { PLAYERS } from './players.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `failed` is what makes Potoo not work; `missing` is something that Potoo works without. */
  readonly status: 'ok' | 'missing' | 'failed';
  readonly detail: string;
  /** What to do about it. */
  readonly install?: string;
}

const GIGABYTE = 1e9;
/** Below this much free space, long recordings fail. */
const LEAST_TEMP_BYTES = GIGABYTE;
const SELF_TEST_TEXT = 'The quick brown fox jumps over the lazy dog.';

/** The machine: Node, cores, memory, space for temporary files. */
export async function checkMachine(): Promise<Check[]> {
  const memory = `${(totalmem() / GIGABYTE).toFixed(1)} GB memory`;
  const folder = tmpdir();
  return [
    { name: 'Node.js', status: 'ok', detail: `${process.versions.node}, ${availableParallelism()} cores, ${memory}` },
    await statfs(folder).then(
      ({ bavail, bsize }): Check => {
        const detail = `${((bavail * bsize) / GIGABYTE).toFixed(1)} GB free in ${folder}`;
        if (bavail * bsize >= LEAST_TEMP_BYTES) return { name: 'temporary files', status: 'ok', detail };
        return { name: 'temporary files', status: 'missing', detail, install: 'Make room, or point TMPDIR elsewhere.' };
      },
      (error: unknown): Check => ({
        name: 'temporary files',
        status: 'failed',
        detail: error instanceof Error ? error.message : String(error),
        install: 'Point TMPDIR to a folder that can be written to.',
      }),
    ),
  ];
}

/** Programs that Potoo uses when they are there. */
export async function checkPrograms({ env }: Pick<CliContext, 'env'>): Promise<Check[]> {
  const ffmpeg = await findProgram('ffmpeg', env);
  const players = await Promise.all(PLAYERS.map(({ program }) => findProgram(program, env)));
  const player = players.find((path) => path !== undefined);
  return [
    player === undefined
      ? {
          name: 'player',
          status: 'missing',
          detail: `none of ${PLAYERS.map(({ program }) => program).join(', ')} found`,
          install: 'Install one to use --play; ffplay comes with ffmpeg.',
        }
      : { name: 'player', status: 'ok', detail: player },
    ffmpeg === undefined
      ? { name: 'ffmpeg', status: 'missing', detail: 'not found, and not needed: Potoo reads and writes audio itself' }
      : { name: 'ffmpeg', status: 'ok', detail: `${ffmpeg} (not needed)` },
  ];
}

/** The backends of the local engine; for a server, what it says of itself. */
export async function checkService(service: VoiceService, call: CallOptions): Promise<Check[]> {
  if (!isLocalEngine(service)) {
    const { service: name, features } = await service.capabilities(call);
    return [{ name: 'server', status: 'ok', detail: `${name}: ${features.join(', ')}` }];
  }
  return (await service.backends()).map(({ backend, availability }): Check => {
    if (availability.available)
      return { name: backend.id, status: 'ok', detail: availability.detail ?? backend.summary };
    return { name: backend.id, status: 'missing', detail: availability.problem, install: availability.install };
  });
}

/** Says a sentence, listens to it, and compares. */
export async function selfTest(service: VoiceService, call: CallOptions): Promise<Check[]> {
  let startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(2)} s`;
  try {
    const request = { text: SELF_TEST_TEXT, format: 'wav', language: 'en', words: true } as const;
    const spoken = await service.synthesize(request, call);
    const { duration, voice, words, audio } = spoken;
    const speech: Check = {
      name: 'speaking',
      status: duration > 0 && words.length > 0 ? 'ok' : 'failed',
      detail: `${duration.toFixed(2)} s of speech and ${words.length} words by ${voice} in ${seconds()}`,
    };
    startedAt = performance.now();
    try {
      const heard = await service.transcribe({ audio: audio.bytes(), language: 'en' }, call);
      const share = recognisedShare(SELF_TEST_TEXT, heard.text);
      const detail = `heard ${Math.round(share * 100)} % of the words in ${seconds()}: "${heard.text}"`;
      return [speech, { name: 'listening', status: share >= 0.5 ? 'ok' : 'failed', detail }];
    } catch (error) {
      return [speech, failed('listening', error, call)];
    }
  } catch (error) {
    return [failed('speaking', error, call)];
  }
}

function failed(name: string, error: unknown, { signal }: CallOptions): Check {
  signal?.throwIfAborted();
  const detail = error instanceof Error ? error.message : String(error);
  const install = PotooError.isInstance(error) ? error.hint : undefined;
  return { name, status: 'failed', detail, ...(install !== undefined && { install }) };
}

/** Share of the spoken words that were heard, each counted once. */
function recognisedShare(spoken: string, heard: string): number {
  const words = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const left = words(heard);
  const expected = words(spoken);
  const found = expected.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return found.length / expected.length;
}
