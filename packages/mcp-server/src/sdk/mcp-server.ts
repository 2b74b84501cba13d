import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  completable,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import { loadSkills } from '@modelcontextprotocol/server/ext/skills/node';
import * as z from 'zod';
import { type Host, readHost } from '../calls/host.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import type { ProgressNote } from '../calls/progress-reporter.ts';
import { AnswerNeeded, type Question } from '../calls/questions.ts';
import { runTool, type Workspace } from '../calls/run-tool.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { PROMPTS } from '../prompts/prompts.ts';
import {
  completeOutput,
  isMissing,
  LISTS,
  listOutputs,
  OUTPUT_TEMPLATE,
  type ResourceContent,
  readList,
  readOutput,
} from '../resources/resources.ts';
import { type CallContent, callContent, errorContent, type InlineAudio, jobContent } from '../results/call-content.ts';
import { describeError } from '../results/describe-error.ts';
import { describeTool } from '../tools/describe-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { VERSION } from '../version.ts';
import { PLAYER_VIEW, readPlayerView, viewOf } from '../views/player-view.ts';
import { SERVER_ICON } from './server-icon.ts';

// One of the two files that know the SDK: what a server offers. The other is transports.ts.

/** What one server offers, and to whom. */
export interface ServerParts {
  readonly tools: readonly Tool[];
  readonly workspace: Workspace;
  readonly inline: InlineAudio;
  /** Whether people are asked by forms, where the host can show them. */
  readonly askPeople: boolean;
  /** Whether the folders that the host has open may be read. */
  readonly trustFolders: boolean;
  readonly instructions: string;
  /** Told of failures that are nobody's input, for the log. */
  readonly onError: (error: unknown) => void;
}

/** Nothing that is listed changes while a server runs, but its results. */
const CACHE_LIST = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/** Builds a server for one connection or one request; both eras of the protocol are served by the same. */
export async function buildServer(parts: ServerParts): Promise<McpServer> {
  const server = new McpServer(
    { name: 'potoo', title: 'Potoo', version: VERSION, icons: [SERVER_ICON] },
    {
      instructions: parts.instructions,
      requestState: { verify: answerState.verify },
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false },
        prompts: { listChanged: false },
      },
      cacheHints: { 'tools/list': CACHE_LIST, 'prompts/list': CACHE_LIST, 'resources/templates/list': CACHE_LIST },
    },
  );
  for (const tool of parts.tools) registerTool(server, tool, parts);
  for (const prompt of PROMPTS) registerPrompt(server, prompt, parts);
  registerResources(server, parts);
  (await skills()).attach(server);
  return server;
}

let loaded: ReturnType<typeof loadSkills> | undefined;
/** The skills of this package, read once. */
function skills() {
  loaded ??= loadSkills(fileURLToPath(new URL('../../skills', import.meta.url)), {
    cacheHint: CACHE_LIST,
    strict: true,
  });
  return loaded;
}

function registerTool(server: McpServer, tool: Tool, parts: ServerParts): void {
  const { name, inputSchema, outputSchema, ...described } = describeTool(tool);
  const config = {
    ...described,
    ...viewOf(name),
    inputSchema: schemaOf(inputSchema),
    outputSchema: schemaOf(outputSchema),
  };
  server.registerTool(name, config, (input, context) => answerCall(server, tool, input, context, parts));
}

async function answerCall(
  server: McpServer,
  tool: Tool,
  input: unknown,
  context: ServerContext,
  { workspace, inline, askPeople, trustFolders, onError }: ServerParts,
): Promise<CallContent | InputRequiredResult> {
  const { mcpReq } = context;
  const host = hostOf(server, mcpReq.envelope);
  const abilities = { forms: host.forms && askPeople, folders: host.folders && trustFolders };
  const answers = { ...earlierAnswers(tool, input, context), ...mcpReq.inputResponses };
  try {
    const outcome = await runTool(
      tool,
      {
        input,
        signal: mcpReq.signal,
        host: host.name,
        questions: hostQuestions(abilities, answers),
        tellProgress: progressTo(context),
      },
      workspace,
    );
    if ('jobId' in outcome) return jobContent(outcome.jobId, outcome.progress.fraction);
    return await callContent(outcome.result, inline);
  } catch (error) {
    if (error instanceof AnswerNeeded) {
      return inputRequired({
        inputRequests: { [error.key]: questionRequest(error.question) },
        requestState: await answerState.mint({ call: callDigest(tool, input), answers }, context),
      });
    }
    mcpReq.signal.throwIfAborted();
    onError(error);
    return errorContent(describeError(error));
  }
}

function progressTo({ mcpReq }: ServerContext): ((note: ProgressNote) => Promise<void>) | undefined {
  const { progressToken } = mcpReq._meta ?? {};
  if (progressToken === undefined) return undefined;
  return ({ fraction, message }) => {
    const params = { progressToken, progress: fraction, total: 1, message };
    return mcpReq.notify({ method: 'notifications/progress', params });
  };
}

function questionRequest(question: Question) {
  if (question.type === 'folders') return inputRequired.listRoots();
  return inputRequired.elicit({ message: question.message, requestedSchema: question.fields });
}

/** Answers that a host gave to earlier questions of the same call: each time it brings only the last, and this. */
interface AnswerState {
  /** Which call they belong to. */
  readonly call: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Signed, since it passes through the host, and tied to who calls. One process serves all rounds of a call. @internal */
export const answerState = createRequestStateCodec<AnswerState>({
  key: randomBytes(32),
  bind: ({ http }) => http?.authInfo?.clientId ?? '',
});

function earlierAnswers(tool: Tool, input: unknown, { mcpReq }: ServerContext): AnswerState['answers'] {
  const state = mcpReq.requestState<AnswerState>();
  return state?.call === callDigest(tool, input) ? state.answers : {};
}

function callDigest({ name }: Tool, input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([name, input]))
    .digest('base64url');
}

/** In the present era each request says who asks; before, the connection did once. */
function hostOf({ server }: McpServer, envelope: Readonly<Record<string, unknown>> = {}): Host {
  return readHost(
    envelope[CLIENT_INFO_META_KEY] ?? server.getClientVersion(),
    envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities(),
  );
}

function registerPrompt(server: McpServer, prompt: Prompt, { workspace }: ServerParts): void {
  const { name, title, description } = prompt;
  const fields = prompt.arguments.map(({ name: argument, description: explained, required, complete }) => {
    const text = z.string().max(MOST_ARGUMENT_CHARACTERS).describe(explained);
    const field = complete ? completable(text, (typed) => complete(typed ?? '', workspace.service)) : text;
    return [argument, required ? field : field.optional()] as const;
  });
  const argsSchema = z.object(Object.fromEntries(fields));
  server.registerPrompt(name, { title, description, argsSchema }, (values) => ({
    description,
    messages: [{ role: 'user', content: { type: 'text', text: prompt.text(values) } }],
  }));
}

/** A document may be given as its text. */
const MOST_ARGUMENT_CHARACTERS = 1_000_000;

function registerResources(server: McpServer, { workspace, onError }: ServerParts): void {
  const { outputs } = workspace;
  const read = async (uri: string, reading: () => Promise<ResourceContent>) => {
    try {
      return { contents: [await reading()] };
    } catch (error) {
      if (isMissing(error)) throw new ResourceNotFoundError(uri);
      onError(error);
      throw new ProtocolError(ProtocolErrorCode.InternalError, describeError(error));
    }
  };
  for (const list of LISTS) {
    const { name, uri, title, description } = list;
    server.registerResource(name, uri, { title, description, mimeType: 'application/json' }, () =>
      read(uri, async () => readList(list, await workspace.service())),
    );
  }
  const { name, uri, ...view } = PLAYER_VIEW;
  server.registerResource(name, uri, view, () => read(uri, readPlayerView));
  const template = new ResourceTemplate(OUTPUT_TEMPLATE, {
    list: async () => ({
      resources: (await listOutputs(outputs)).map(({ uri, name, mediaType, bytes }) => {
        return { uri, name, mimeType: mediaType, size: bytes };
      }),
    }),
    complete: { id: (typed) => completeOutput(typed, outputs) },
  });
  const described = { title: 'Results', description: 'Files that tools have made.' };
  server.registerResource('outputs', template, described, ({ href }) => read(href, () => readOutput(href, outputs)));
}

/** Checking is the tool's own, which tells more; the SDK is given the description only. */
function schemaOf(described: Record<string, unknown>): StandardSchemaWithJSON<unknown, unknown> {
  const describe = () => described;
  const validate = (value: unknown) => ({ value });
  return { '~standard': { version: 1, vendor: 'potoo', validate, jsonSchema: { input: describe, output: describe } } };
}
