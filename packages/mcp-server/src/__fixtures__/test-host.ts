import { Client, type Transport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport as OldTransport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  type CallToolResult,
  CallToolResultSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

/** How a person answers a form. */
export type FormAnswer = { action: 'accept'; content: Record<string, string | boolean> } | { action: 'decline' | 'cancel' };

/** What a host can do beside calling tools. */
export interface HostOptions {
  /** Shows forms, and answers them so. */
  readonly onForm?: (message: string) => FormAnswer;
  /** Folders that it has open, as `file:` addresses. */
  readonly roots?: readonly string[];
}

/** Options of a call. */
export interface CallSettings {
  readonly signal?: AbortSignal;
  readonly onprogress?: (note: { progress: number; message?: string | undefined }) => void;
}

/** A host, whichever line of the SDK it is built with. */
export interface TestHost {
  readonly client: Pick<OldClient, 'listTools' | 'listResources' | 'listResourceTemplates' | 'listPrompts' | 'readResource' | 'getPrompt' | 'complete' | 'getServerVersion' | 'getInstructions' | 'getServerCapabilities'>;
  call(name: string, args: Record<string, unknown>, settings?: CallSettings): Promise<CallToolResult>;
  close(): Promise<void>;
}

/** A host of the first line of the SDK. */
export async function oldHost(transport: unknown, { onForm, roots }: HostOptions = {}): Promise<TestHost> {
  const capabilities = { ...(onForm && { elicitation: {} }), ...(roots && { roots: {} }) };
  const client = new OldClient({ name: 'test-v1', version: '1' }, { capabilities });
  if (onForm) client.setRequestHandler(ElicitRequestSchema, ({ params }) => onForm(params.message));
  if (roots) client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: roots.map((uri) => ({ uri })) }));
  await client.connect(transport as OldTransport);
  return {
    client,
    call: async (name, args, settings = {}) =>
      CallToolResultSchema.parse(
        await client.callTool({ name, arguments: args }, CallToolResultSchema, { ...settings, timeout: 120_000 }),
      ),
    close: () => client.close(),
  };
}

/** A host of the second line, in the era that it asks for. */
export async function newHost(
  transport: unknown,
  mode: 'legacy' | 'auto',
  { onForm, roots }: HostOptions = {},
): Promise<TestHost> {
  const capabilities = { ...(onForm && { elicitation: { form: {} } }), ...(roots && { roots: {} }) };
  const client = new Client({ name: 'test-v2', version: '1' }, { capabilities, versionNegotiation: { mode } });
  if (onForm) client.setRequestHandler('elicitation/create', ({ params }) => onForm(params.message));
  if (roots) client.setRequestHandler('roots/list', () => ({ roots: roots.map((uri) => ({ uri })) }));
  await client.connect(transport as Transport);
  return {
    client: client as unknown as TestHost['client'],
    call: async (name, args, settings = {}) =>
      CallToolResultSchema.parse(await client.callTool({ name, arguments: args }, { ...settings, timeout: 120_000 })),
    close: () => client.close(),
  };
}

/** The three ways to be a host. The transport is of the line that is named. */
export const HOSTS = [
  { name: 'SDK v1, 2025-11-25', line: 'v1', connect: oldHost },
  { name: 'SDK v2, 2025-11-25', line: 'v2', connect: (transport: unknown, options?: HostOptions) => newHost(transport, 'legacy', options) },
  { name: 'SDK v2, 2026-07-28', line: 'v2', connect: (transport: unknown, options?: HostOptions) => newHost(transport, 'auto', options) },
] as const;
