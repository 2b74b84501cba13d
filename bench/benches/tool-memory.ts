import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from '../bench.ts';
import { writeLongRecording } from '../long-recording.ts';
import { memoryNow, memoryOf, type TreeMemory, watchMemory } from '../tree-memory.ts';

const POTOO = fileURLToPath(new URL('../../packages/engine/src/cli/main.ts', import.meta.url));
const NODE_OPTIONS = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning'];

/** Another length, rate or choice, such as an hour: `TOOL_MINUTES=60 TOOL_RATE=16000 TOOLS=enhance npm run bench -- tool-memory`. */
const MINUTES = Number(process.env['TOOL_MINUTES'] ?? 10);
const RATE = Number(process.env['TOOL_RATE'] ?? 44_100);

/** Each tool, as a command and as a route. */
const TOOLS = {
  enhance: { args: (input: string, folder: string) => [input, join(folder, 'enhanced.wav')], fields: {} },
  dereverb: { args: (input: string, folder: string) => [input, join(folder, 'dry.wav')], fields: {} },
  separate: { args: (input: string, folder: string) => [input, '-o', join(folder, 'stems')], fields: { stems: '2' } },
  analyze: { args: (input: string) => [input, '--json'], fields: { beats: 'true' } },
  convert: {
    args: (input: string, folder: string) => [input, join(folder, 'converted.wav'), '--loudness', '-16'],
    fields: { format: 'wav', loudness: '-16' },
  },
} as const;

/** How long a server is left alone until it counts as idle: it starts a host for the first words meanwhile. */
const IDLE_MS = 5000;
/** How often a task is asked after. */
const LOOK_MS = 1000;

type Tool = keyof typeof TOOLS;

const TOLD = (process.env['TOOLS']?.split(',') ?? Object.keys(TOOLS)).filter((name): name is Tool => name in TOOLS);

/** The most memory that a long recording takes: of the command with all its processes, and of a server's. */
export const bench: Bench = {
  id: 'tool-memory',
  title: 'Memory of the audio tools',
  async skip() {
    return process.platform === 'linux' ? undefined : 'only Linux tells what processes hold in /proc';
  },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
    try {
      const recording = join(folder, 'recording.wav');
      await writeLongRecording(recording, 60 * MINUTES, RATE);
      // An hour as WAV is larger than what a server takes.
      const upload = join(folder, 'recording.mp3');
      await memoryOf([...NODE_OPTIONS, POTOO, 'convert', recording, upload, '--bitrate', '96', '--quiet']);
      const figures: Figure[] = [];
      for (const tool of TOLD) {
        const args = [...NODE_OPTIONS, POTOO, tool, ...TOOLS[tool].args(recording, folder), '--quiet'];
        figures.push(figureOf(`potoo ${tool}`, await memoryOf(args, { ...process.env, TMPDIR: folder })));
        figures.push(taskFigure(tool, await taskMemory(tool, upload, folder)));
      }
      return figures;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function figureOf(what: string, { together, largest }: TreeMemory): Figure {
  return {
    what: `${what}: most memory for ${MINUTES} minutes in stereo`,
    value: together,
    unit: 'MB',
    limit: { kind: 'at most', value: 600 },
    note: `${RATE / 1000} kHz, to WAV; resident in all processes at once, ${Math.round(largest)} MB in the largest`,
  };
}

/** What a task takes beyond what its server takes anyway: the embedded database counts to the task. */
function taskFigure(tool: Tool, { idle, busy }: TaskMemory): Figure {
  const figure = figureOf(`a task of /v1/audio/${tool}/`, busy);
  return {
    ...figure,
    value: busy.together - idle.together,
    note: `${figure.note}; without the ${Math.round(idle.together)} MB of the idle server`,
  };
}

interface TaskMemory {
  readonly idle: TreeMemory;
  readonly busy: TreeMemory;
}

/**
 * What a server and its processes take while nothing goes on, and while a task goes on and its results are fetched. A short
 * task comes first: making the embedded database takes more memory, once.
 */
async function taskMemory(tool: Tool, recording: string, folder: string): Promise<TaskMemory> {
  const data = join(folder, `data-${tool}`);
  const short = join(folder, 'short.wav');
  await writeLongRecording(short, 1, RATE);
  const args = [...NODE_OPTIONS, POTOO, 'serve', '--port', '0', '--quiet', '--no-ui', '--data', data];
  const env = { ...process.env, TMPDIR: folder };
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = await addressOf(server);
    await setTimeout(IDLE_MS);
    const idle = memoryNow(server.pid ?? 0);
    await runTask(url, tool, short);
    const stop = watchMemory(server.pid ?? 0);
    await runTask(url, tool, recording);
    return { idle, busy: stop() };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'close');
    await rm(data, { recursive: true, force: true });
  }
}

async function runTask(url: string, tool: Tool, recording: string): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...TOOLS[tool].fields, async: 'true' })) form.append(name, value);
  form.append('file', await openAsBlob(recording), basename(recording));
  const submitted = await fetch(`${url}/v1/audio/${tool}/`, { method: 'POST', body: form });
  if (!submitted.ok) throw new Error(`${tool}: ${await submitted.text()}`);
  const { uuid }: { readonly uuid: string } = await submitted.json();
  for (const file of await resultsOf(url, uuid)) await drained(file);
}

async function addressOf(server: ChildProcess): Promise<string> {
  const [first] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  const [url] = /https?:\/\/[^\s/]+/.exec(first.toString()) ?? [];
  if (url === undefined) throw new Error(`The server said ${first}.`);
  return url;
}

/** Waits for a task. @returns Addresses of its files. */
async function resultsOf(url: string, uuid: string): Promise<string[]> {
  for (;;) {
    const answer = await fetch(`${url}/v1/speech/results/?uuid=${uuid}`);
    const task: { status: string; message?: string; results?: Array<{ url: string }> } = await answer.json();
    if (task.status === 'failed') throw new Error(`The task failed: ${task.message}`);
    if (task.status === 'completed') return (task.results ?? []).map((file) => file.url);
    await setTimeout(LOOK_MS);
  }
}

/** Reads a file to its end and drops it. */
async function drained(url: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  for await (const _ of answer.body ?? []);
}
