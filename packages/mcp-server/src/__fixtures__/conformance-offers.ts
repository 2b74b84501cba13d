import {
  acceptedContent,
  completable,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { ResourceTemplate } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { answerState } from '../sdk/mcp-server.ts';

// What the conformance suite expects a server to offer so that it has something to call. It is added to the real server,
// behind the real HTTP, so that what is tried is how requests travel here.

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const TONE = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==';

const text = (value: string) => ({ content: [{ type: 'text' as const, text: value }] });
const image = { type: 'image' as const, data: PIXEL, mimeType: 'image/png' };
const name = z.object({ name: z.string() });

/** Adds the offers of the suite to a server. */
export function addConformanceOffers(mcp: McpServer): McpServer {
  mcp.server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
  // Without them, the two calls of the older era that the real server has no use for would be unknown.
  mcp.server.setRequestHandler('resources/subscribe', () => ({}));
  mcp.server.setRequestHandler('resources/unsubscribe', () => ({}));
  addContentTools(mcp);
  addAskingTools(mcp);
  addRoundTools(mcp);
  addResources(mcp);
  addPrompts(mcp);
  return mcp;
}

function addContentTools(mcp: McpServer): void {
  const tool = (id: string, run: (context: ServerContext) => unknown) =>
    mcp.registerTool(id, { description: id }, run as never);
  tool('test_simple_text', () => text('This is a simple text response for testing.'));
  tool('test_image_content', () => ({ content: [image] }));
  tool('test_audio_content', () => ({ content: [{ type: 'audio', data: TONE, mimeType: 'audio/wav' }] }));
  const embedded = { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' };
  tool('test_embedded_resource', () => ({ content: [{ type: 'resource', resource: embedded }] }));
  tool('test_multiple_content_types', () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      {
        type: 'resource',
        resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' },
      },
    ],
  }));
  tool('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  tool('test_tool_with_progress', async ({ mcpReq }) => {
    const { progressToken } = mcpReq._meta ?? {};
    for (const progress of [0, 50, 100]) {
      if (progressToken === undefined) continue;
      await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    }
    return text('done');
  });
  const logging = async ({ mcpReq }: ServerContext) => {
    for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', line);
    }
    return text('done');
  };
  tool('test_tool_with_logging', logging);
  tool('test_logging_tool', logging);
}

/** Tools that ask in the way of the older era. */
function addAskingTools(mcp: McpServer): void {
  mcp.registerTool('test_sampling', { description: 'asks a model', inputSchema: z.object({ prompt: z.string() }) }, async ({ prompt }, { mcpReq }) => {
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }];
    const { content } = await mcpReq.requestSampling({ messages, maxTokens: 100 });
    return text(`LLM response: ${JSON.stringify(content)}`);
  });
  const ask = (id: string, requestedSchema: object) =>
    mcp.registerTool(id, { description: id, inputSchema: z.object({ message: z.string().optional() }) }, async ({ message = 'Please fill in' }, { mcpReq }) => {
      const { action, content } = await mcpReq.elicitInput({ message, requestedSchema: { type: 'object', ...requestedSchema } as never });
      return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
    });
  ask('test_elicitation', {
    properties: { username: { type: 'string' }, email: { type: 'string' } },
    required: ['username', 'email'],
  });
  ask('test_elicitation_sep1034_defaults', {
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  });
  const options = ['option1', 'option2', 'option3'];
  const titled = (kind: string) => [1, 2, 3].map((index) => ({ const: `value${index}`, title: `${kind} ${index}` }));
  ask('test_elicitation_sep1330_enums', {
    properties: {
      untitledSingle: { type: 'string', enum: options },
      titledSingle: { type: 'string', oneOf: titled('Option') },
      legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
      untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
      titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
    },
  });
}

/** Tools that ask in the way of the present era. */
function addRoundTools(mcp: McpServer): void {
  const tool = (id: string, run: (context: ServerContext) => unknown) =>
    mcp.registerTool(id, { description: id }, run as never);
  const form = (message: string, requestedSchema: z.ZodObject = name) => inputRequired.elicit({ message, requestedSchema });
  const sample = (question: string, maxTokens: number) =>
    inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: question } }], maxTokens });
  const state = (round: string, context: ServerContext) => answerState.mint({ call: round, answers: {} }, context);

  const askName = ({ mcpReq }: ServerContext) => {
    const answer = acceptedContent(mcpReq.inputResponses, 'user_name', name);
    return answer ? text(`Hello, ${answer.name}!`) : inputRequired({ inputRequests: { user_name: form('What is your name?') } });
  };
  tool('test_input_required_result_elicitation', askName);
  tool('test_streaming_elicitation', askName);
  tool('test_missing_capability', () => inputRequired({ inputRequests: { question: sample('What is it?', 10) } }));
  tool('test_input_required_result_sampling', ({ mcpReq }) => {
    const answer = mcpReq.inputResponses?.['capital_question'];
    if (answer) return text(JSON.stringify(answer));
    return inputRequired({ inputRequests: { capital_question: sample('What is the capital of France?', 100) } });
  });
  tool('test_input_required_result_list_roots', ({ mcpReq }) => {
    const answer = mcpReq.inputResponses?.['client_roots'];
    return answer ? text(JSON.stringify(answer)) : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  const confirm = async (context: ServerContext) => {
    const { inputResponses, requestState } = context.mcpReq;
    const confirmed = acceptedContent(inputResponses, 'confirm', z.object({ ok: z.boolean() }));
    if (confirmed && requestState() !== undefined) return text('state-ok');
    const requestedSchema = z.object({ ok: z.boolean() });
    return inputRequired({ inputRequests: { confirm: form('Please confirm', requestedSchema) }, requestState: await state('1', context) });
  };
  tool('test_input_required_result_request_state', confirm);
  tool('test_input_required_result_tampered_state', confirm);
  tool('test_input_required_result_multiple_inputs', async (context) => {
    const keys = ['user_name', 'greeting', 'client_roots'];
    if (keys.every((key) => key in (context.mcpReq.inputResponses ?? {}))) return text('all there');
    return inputRequired({
      inputRequests: {
        user_name: form('What is your name?'),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await state('1', context),
    });
  });
  tool('test_input_required_result_multi_round', async (context) => {
    const { inputResponses, requestState } = context.mcpReq;
    const round = requestState<{ call: string }>()?.call;
    if (round === '2' && acceptedContent(inputResponses, 'step2')) return text('done');
    const step = round === '1' && acceptedContent(inputResponses, 'step1') ? 2 : 1;
    const question = step === 1 ? form('Step 1: What is your name?') : form('Step 2: What is your favorite color?', z.object({ color: z.string() }));
    return inputRequired({ inputRequests: { [`step${step}`]: question }, requestState: await state(`${step}`, context) });
  });
  tool('test_input_required_result_capabilities', ({ mcpReq }) => {
    const declared = (mcpReq.envelope as Record<string, object> | undefined)?.['io.modelcontextprotocol/clientCapabilities'] ?? {};
    return inputRequired({
      inputRequests: {
        ...('sampling' in declared && { question: sample('What is it?', 10) }),
        ...('elicitation' in declared && { name: form('What is your name?') }),
      },
    });
  });
}

function addResources(mcp: McpServer): void {
  const described = { description: 'for the suite', mimeType: 'text/plain' };
  mcp.registerResource('static-text', 'test://static-text', described, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  mcp.registerResource('static-binary', 'test://static-binary', { ...described, mimeType: 'image/png' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: PIXEL }],
  }));
  mcp.registerResource('watched', 'test://watched-resource', described, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'text/plain', text: 'watched' }],
  }));
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  mcp.registerResource('template', template, described, ({ href }, { id }) => ({
    contents: [{ uri: href, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }) }],
  }));
}

function addPrompts(mcp: McpServer): void {
  const user = (content: object) => ({ role: 'user' as const, content: content as { type: 'text'; text: string } });
  const say = (value: string) => user({ type: 'text', text: value });
  mcp.registerPrompt('test_simple_prompt', { description: 'simple' }, () => ({ messages: [say('This is a simple prompt for testing.')] }));
  const argsSchema = z.object({ arg1: completable(z.string(), (typed) => [`${typed}is`]), arg2: z.string() });
  mcp.registerPrompt('test_prompt_with_arguments', { description: 'arguments', argsSchema }, ({ arg1, arg2 }) => ({
    messages: [say(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }));
  mcp.registerPrompt('test_prompt_with_embedded_resource', { description: 'embedded', argsSchema: z.object({ resourceUri: z.string() }) }, ({ resourceUri }) => ({
    messages: [
      user({ type: 'resource', resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' } }),
      say('Please process the embedded resource above.'),
    ],
  }));
  mcp.registerPrompt('test_prompt_with_image', { description: 'image' }, () => ({ messages: [user(image), say('Please analyze the image above.')] }));
  mcp.registerPrompt('test_input_required_result_prompt', { description: 'asks' }, ({ mcpReq }) => {
    const answer = acceptedContent(mcpReq.inputResponses, 'user_context', z.object({ context: z.string() }));
    if (answer) return { messages: [say(`In the context of ${answer.context}.`)] };
    const requestedSchema = z.object({ context: z.string() });
    const question = inputRequired.elicit({ message: 'What context should the prompt use?', requestedSchema });
    return inputRequired({ inputRequests: { user_context: question } });
  });
}
