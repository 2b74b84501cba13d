import type { z } from 'zod';

/** What a path answers to a method, as the document of the interface has it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** With `{name}` for what varies. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  /** More to say, as Markdown. */
  readonly description?: string;
  /** A JSON body. */
  readonly json?: z.ZodType;
  /** A form with one file, which may be left out where there is a JSON body as well. */
  readonly form?: { readonly fields: z.ZodType; readonly file: string };
  /** Parameters of the query. */
  readonly query?: z.ZodObject;
  /** Media types of the answer, the usual first. */
  readonly answers: readonly string[];
  /** @default 200 */
  readonly status?: number;
}

/** Groups of operations, in the order of the page. */
export const TAGS = [
  { name: 'Speech', description: 'Text to speech and speech to text, as TTS.ai has them.' },
  { name: 'Voices', description: 'Cloning, and voices that are kept.' },
  { name: 'Conversation', description: 'Talk with a language model; say recordings in other languages.' },
  { name: 'Audio tools', description: 'Work on recordings.' },
  { name: 'Lists', description: 'What there is to choose from.' },
  { name: 'Models', description: 'Fetch and remove models.' },
  { name: 'Tasks', description: 'Long work, polled as the SDKs of TTS.ai do.' },
  { name: 'Jobs', description: 'Long work, with events, results and webhooks.' },
  { name: 'OpenAI', description: "OpenAI's audio interface." },
  { name: 'OuteAI', description: "OuteAI's interface." },
  { name: 'Server', description: 'Health, usage and this document.' },
] as const;

export type Tag = (typeof TAGS)[number]['name'];
