import { readFile } from 'node:fs/promises';
import type { StoredFile } from '../files/output-folder.ts';
import { cleanFacts } from './clean-text.ts';
import type { ToolResult } from './tool-result.ts';

/** A piece of a result, as MCP has it. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'resource_link';
      readonly uri: string;
      readonly name: string;
      readonly mimeType: string;
      readonly size: number;
    }
  | { readonly type: 'audio'; readonly data: string; readonly mimeType: string };

/** The answer to a call, as MCP has it. */
export type CallContent = {
  readonly content: ContentBlock[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
};

/** When audio itself is part of a result. */
export interface InlineAudio {
  /** Without being asked, too. */
  readonly always: boolean;
  /** Most bytes of one file, as base64. What is larger is only linked to. */
  readonly maxBase64Bytes: number;
}

/**
 * Makes the answer from what a tool found: the same facts as data and as text, since some hosts forward only the one and
 * some only the other, then links to the files.
 */
export async function callContent(result: ToolResult, inline: InlineAudio): Promise<CallContent> {
  const facts = cleanFacts<Record<string, unknown>>({ ...result.facts });
  const files = result.files ?? [];
  const audible = inline.always || result.inline ? files : [];
  return {
    content: [
      { type: 'text', text: JSON.stringify(facts) },
      ...files.map(resourceLink),
      ...(await Promise.all(audible.map((file) => audioBlock(file, inline.maxBase64Bytes)))).flat(),
    ],
    structuredContent: facts,
  };
}

/** The answer to a call that goes on as a job. */
export function jobContent(jobId: string, fraction: number): CallContent {
  const facts = {
    job_id: jobId,
    progress: Math.round(fraction * 100) / 100,
    note: 'This takes longer. It goes on as a job: get_job with this job_id waits for the result.',
  };
  return { content: [{ type: 'text', text: JSON.stringify(facts) }], structuredContent: facts };
}

/** The answer to a call that failed. */
export function errorContent(text: string): CallContent {
  return { content: [{ type: 'text', text }], isError: true };
}

function resourceLink({ uri, name, mediaType, bytes }: StoredFile): ContentBlock {
  return { type: 'resource_link', uri, name, mimeType: mediaType, size: bytes };
}

async function audioBlock({ path, mediaType, bytes }: StoredFile, maxBase64Bytes: number): Promise<ContentBlock[]> {
  if (!mediaType.startsWith('audio/') || Math.ceil(bytes / 3) * 4 > maxBase64Bytes) return [];
  return [{ type: 'audio', data: await readFile(path, 'base64'), mimeType: mediaType }];
}
