import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  inputRequired,
  McpServer,
  type ServerContext,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import { describeError } from '../calls/describe-error.ts';
import { type Host, readHost } from '../calls/host.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import { AnswerNeeded, type Question } from '../calls/questions.ts';
import { runTool, type Workspace } from '../calls/run-tool.ts';
import { type CallContent, callContent, errorContent, type InlineAudio, jobContent } from '../results/call-content.ts';
import { describeTool } from '../tools/describe-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { VERSION } from '../version.ts';

// One of the two files that know the SDK: what a server offers. The other is transports.ts.

/** What one server offers, and to whom. */
export interface ServerParts {
  readonly tools: readonly Tool[];
  readonly workspace: Workspace;
  readonly inline: InlineAudio;
  /** Whether people are asked by forms, where the host can show them. */
  readonly askPeople: boolean;
  readonly instructions: string;
  /** Told of failures that are nobody's input, for the log. */
  readonly onError: (error: unknown) => void;
}

/** Builds a server for one connection or one request; both eras of the protocol are served by the same. */
export function buildServer(parts: ServerParts): McpServer {
  const server = new McpServer(
    { name: 'potoo', title: 'Potoo', version: VERSION },
    { instructions: parts.instructions, capabilities: { tools: { listChanged: false } } },
  );
  for (const tool of parts.tools) registerTool(server, tool, parts);
  return server;
}

function registerTool(server: McpServer, tool: Tool, parts: ServerParts): void {
  const { name, inputSchema, outputSchema, ...described } = describeTool(tool);
  const config = { ...described, inputSchema: schemaOf(inputSchema), outputSchema: schemaOf(outputSchema) };
  server.registerTool(name, config, (input, context) => answerCall(server, tool, input, context, parts));
}

async function answerCall(
  server: McpServer,
  tool: Tool,
  input: unknown,
  { mcpReq }: ServerContext,
  { workspace, inline, askPeople, onError }: ServerParts,
): Promise<CallContent | InputRequiredResult> {
  const { progressToken } = mcpReq._meta ?? {};
  const host = hostOf(server, mcpReq.envelope);
  try {
    const outcome = await runTool(
      tool,
      {
        input,
        signal: mcpReq.signal,
        host: host.name,
        questions: hostQuestions({ ...host, forms: host.forms && askPeople }, mcpReq.inputResponses ?? {}),
        tellProgress:
          progressToken === undefined
            ? undefined
            : ({ fraction, message }) =>
                mcpReq.notify({
                  method: 'notifications/progress',
                  params: { progressToken, progress: fraction, total: 1, message },
                }),
      },
      workspace,
    );
    if ('jobId' in outcome) return jobContent(outcome.jobId, outcome.progress.fraction);
    return await callContent(tool, outcome.result, inline);
  } catch (error) {
    if (error instanceof AnswerNeeded)
      return inputRequired({ inputRequests: { [error.key]: request(error.question) } });
    mcpReq.signal.throwIfAborted();
    onError(error);
    return errorContent(describeError(error));
  }
}

function request(question: Question) {
  if (question.type === 'folders') return inputRequired.listRoots();
  return inputRequired.elicit({ message: question.message, requestedSchema: question.fields });
}

/** In the present era each request says who asks; before, the connection did once. */
function hostOf({ server }: McpServer, envelope: Readonly<Record<string, unknown>> = {}): Host {
  return readHost(
    envelope[CLIENT_INFO_META_KEY] ?? server.getClientVersion(),
    envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities(),
  );
}

/** Checking is the tool's own, which tells more; the SDK is given the description only. */
function schemaOf(described: Record<string, unknown>): StandardSchemaWithJSON<unknown, unknown> {
  const describe = () => described;
  const validate = (value: unknown) => ({ value });
  return { '~standard': { version: 1, vendor: 'potoo', validate, jsonSchema: { input: describe, output: describe } } };
}
