import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';

/** A request to the server's chat completions, as it came. */
export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: ReadonlyArray<{ readonly role: string; readonly content: string }>;
}

/** A request that is being answered. */
export interface ChatCall {
  readonly request: ChatRequest;
  readonly headers: IncomingMessage['headers'];
  readonly response: ServerResponse;
  /** Resolves when the client has gone away before the answer was whole. */
  readonly abandoned: Promise<void>;
}

/** How a server answers: the reply's text, told in pieces; or by itself. */
export type Answer = (
  call: ChatCall,
) => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>;

/** A language model behind the protocol of OpenAI's chat completions, on a real socket. */
export interface LanguageServer extends AsyncDisposable {
  /** What to configure as the base URL. */
  readonly baseUrl: string;
  readonly calls: ChatCall[];
  answer: Answer;
  /** Models that it lists; undefined for none of the kind. */
  models: readonly string[] | undefined;
}

/**
 * Starts a server. Its answers are streamed as server-sent events: each piece of the reply is an event.
 * @param answer - Says what a request is answered; one that gives `undefined` has answered by itself.
 */
export async function startLanguageServer(answer: Answer = () => 'Hello.'): Promise<LanguageServer> {
  const calls: ChatCall[] = [];
  const state = { answer, models: ['test-embed', 'test-model'] as readonly string[] | undefined };
  const server = createServer(async (incoming, response) => {
    if (incoming.url === '/v1/models' && state.models) {
      const data = state.models.map((id) => ({ id, object: 'model' }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }));
      return;
    }
    if (incoming.url !== '/v1/chat/completions') {
      response.writeHead(404).end();
      return;
    }
    const request = (await readJson(incoming)) as ChatRequest;
    const abandoned = new Promise<void>((resolve) => {
      response.once('close', () => !response.writableFinished && resolve());
    });
    const call = { request, headers: incoming.headers, response, abandoned };
    calls.push(call);
    const text = await state.answer(call);
    if (text !== undefined) sendReply(response, typeof text === 'string' ? (text.match(/\S+\s*/g) ?? []) : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** Begins an answer that is streamed. */
export function startReply(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

/** One event of a reply. */
export function replyEvent(content: string, finish: string | null = null): string {
  const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: finish }];
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'test-model', choices };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** The end of a reply that is whole. */
export const REPLY_END = `${replyEvent('', 'stop')}data: [DONE]\n\n`;

/** Answers with a reply in pieces. */
export function sendReply(response: ServerResponse, pieces: readonly string[]): void {
  startReply(response);
  for (const piece of pieces) response.write(replyEvent(piece));
  response.end(REPLY_END);
}
