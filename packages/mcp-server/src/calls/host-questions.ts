import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { checkArguments } from './check-arguments.ts';
import type { Host } from './host.ts';
import { type Answer, AnswerNeeded, type Questions } from './questions.ts';

const FOLDERS = 'folders';

// Answers come from outside, so they are read like any other input.
const FormAnswer = z.object({ action: z.enum(['accept', 'decline', 'cancel']), content: z.unknown().optional() });
const FolderAnswer = z.object({ roots: z.array(z.object({ uri: z.string() })) });

/**
 * Questions to a host that answers by calling again.
 * @param answers - What this call brought, by key; empty the first time.
 */
export function hostQuestions(
  host: Pick<Host, 'forms' | 'folders'>,
  answers: Readonly<Record<string, unknown>>,
): Questions {
  return {
    canShowForms: host.forms,
    askForm: async <Fields extends z.ZodObject>(key: string, message: string, fields: Fields) => {
      if (!(key in answers)) throw new AnswerNeeded(key, { type: 'form', message, fields });
      const answer = FormAnswer.safeParse(answers[key]);
      if (!answer.success || answer.data.action !== 'accept') {
        return { action: answer.data?.action === 'decline' ? 'decline' : 'cancel' };
      }
      return { action: 'accept', content: checkArguments(fields, answer.data.content) } satisfies Answer<
        z.output<Fields>
      >;
    },
    askFolders: async () => {
      if (!host.folders) return [];
      if (!(FOLDERS in answers)) throw new AnswerNeeded(FOLDERS, { type: 'folders' });
      const answer = FolderAnswer.safeParse(answers[FOLDERS]);
      return answer.success ? answer.data.roots.flatMap(({ uri }) => folderOf(uri)) : [];
    },
  };
}

function folderOf(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    // The host may have folders that are no files, such as those of a remote machine.
    return [];
  }
}
