import type { Transcript } from '@potoo/core';
import * as z from 'zod';
import type { ToolContext } from '../calls/tool-context.ts';
import type { StoredFile } from '../files/output-folder.ts';
import { nameFromFile, type OutputName } from '../files/output-name.ts';
import { MACHINE_MADE, MOST_TEXT_CHARACTERS } from '../results/machine-made.ts';
import { audioSource, defined, languageTag, wantedName, warningFacts } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';
import { wordFacts, wordFields } from './word-fields.ts';

/** Of a transcript that is too long to be told. */
const BEGINNING_CHARACTERS = 600;

/** Writes down what is said. */
export const transcribe = defineTool({
  name: 'transcribe',
  title: 'Transcribe speech',
  description: 'Speech to text, subtitles, speakers and word times of a recording or video.',
  group: 'listen',
  icon: '📝',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'transcribe',
  input: z.strictObject({
    ...audioSource,
    language: languageTag.optional().describe('BCP-47; else detected'),
    subtitles: z.enum(['srt', 'vtt']).optional().describe('Also as a file'),
    diarize: z.boolean().optional().describe('Tell speakers'),
    words: z.boolean().optional().describe('With times'),
    filename: z.string().min(1).max(1000).optional(),
  }),
  output: z.object({
    about: z.string(),
    text: z.string().describe('If long, its beginning'),
    path: z.string().optional().describe('If long, all of it'),
    uri: z.string().optional(),
    subtitles_path: z.string().optional(),
    language: z.string(),
    duration: z.number().describe('Seconds'),
    speakers: z
      .array(z.object({ speaker: z.string(), start: z.number(), end: z.number(), text: z.string() }))
      .optional(),
    ...wordFields,
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const { language, diarize, subtitles, words } = input;
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, 'transcript'));
    const service = await context.service();
    const transcript = await service.transcribe(
      { audio, fileName, ...defined({ language, diarize, words: words || subtitles !== undefined || undefined }) },
      context.call,
    );
    const text = await textFacts(transcript, name, context);
    const cues = subtitles && (await storeSubtitles(transcript, subtitles, name, context));
    const heard = transcript.segments.flatMap((segment) => segment.words);
    return {
      facts: {
        about: MACHINE_MADE,
        ...text.facts,
        ...(cues && { subtitles_path: cues.path }),
        language: transcript.language,
        duration: roundSeconds(transcript.duration),
        ...(diarize && !text.file && { speakers: speakerFacts(transcript) }),
        ...(words && (await wordFacts(heard, name, context))),
        ...warningFacts(transcript.warnings),
      },
      files: [text.file, cues].filter((file) => file !== undefined),
    };
  },
});

/** The text; of a long one the beginning, and the file that holds all of it. */
async function textFacts(transcript: Transcript, { folders, stem }: OutputName, { outputs, call }: ToolContext) {
  const { text } = transcript;
  if (text.length <= MOST_TEXT_CHARACTERS) return { facts: { text }, file: undefined };
  const file = await outputs.store(`${linesOf(transcript)}\n`, { folders, stem, extension: 'txt' }, call.signal);
  const minutes = (transcript.duration / 60).toFixed(0);
  const count = text.trim().split(/\s+/).length;
  const beginning = text.slice(0, BEGINNING_CHARACTERS).replace(/\s\S*$/, '');
  const summary = `${count} words over ${minutes} minutes, all of them in the file. It begins: ${beginning} …`;
  return { facts: { text: summary, path: file.path, uri: file.uri }, file };
}

/** One line for each stretch, with its speaker where speakers were told apart. */
function linesOf({ segments, text }: Transcript): string {
  if (segments.length === 0) return text;
  return segments.map((segment) => (segment.speaker ? `${segment.speaker}: ${segment.text}` : segment.text)).join('\n');
}

function speakerFacts({ segments }: Transcript) {
  return segments.map(({ speaker = 'unknown', start, end, text }) => ({
    speaker,
    start: roundSeconds(start),
    end: roundSeconds(end),
    text,
  }));
}

async function storeSubtitles(
  { segments }: Transcript,
  format: 'srt' | 'vtt',
  { folders, stem }: OutputName,
  { outputs, call }: ToolContext,
): Promise<StoredFile> {
  const { formatSubtitles, segmentsToCues } = await import('@potoo/core/subtitles');
  const text = formatSubtitles(segmentsToCues(segments), format);
  return outputs.store(text, { folders, stem, extension: format }, call.signal);
}
