import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ModelStore } from '../models/store/model-store.ts';
import { describeBytes } from './byte-size.ts';
import type { Check } from './doctor-checks.ts';

/** The models that were pulled: whether their files are what they were, and what an interrupted pull left. */
export async function checkModels(store: ModelStore, signal: AbortSignal): Promise<Check[]> {
  const installations = await store.installations();
  const checks = await Promise.all(
    installations.map(async (installation): Promise<Check> => {
      const { variant, files } = installation;
      const [problem, ...more] = await store.verify(installation, signal);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      if (!problem)
        return { name: variant.id, status: 'ok', detail: `${describeBytes(bytes)}, every file as installed` };
      return {
        name: variant.id,
        status: 'failed',
        detail: `${problem.path} ${problem.problem}${more.length > 0 ? `, and ${more.length} more files` : ''}`,
        install: `Run: potoo rm ${variant.id} && potoo pull ${variant.id}`,
      };
    }),
  );
  const problems = await store.cardProblems();
  const parts = await readdir(path.dirname(store.folders.partial('any'))).catch(() => []);
  return [
    { name: 'models', status: 'ok', detail: `${installations.length} installed in ${store.folders.root}` },
    ...checks,
    ...problems.map(
      ({ message, hint }): Check => ({
        name: 'model card',
        status: 'failed',
        detail: message,
        ...(hint !== undefined && { install: hint }),
      }),
    ),
    ...parts.map(
      (id): Check => ({
        name: id,
        status: 'missing',
        detail: 'its pull was interrupted; what has come is kept',
        install: `Go on with: potoo pull ${id}. Or let it be: potoo rm ${id}`,
      }),
    ),
  ];
}
