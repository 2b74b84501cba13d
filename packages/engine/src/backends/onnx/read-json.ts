import { readFile } from 'node:fs/promises';
import { damaged, type OpenedGraphs } from './open-graphs.ts';

/** Reads a file of a model that holds a JSON object. @throws {InternalError} `model_damaged`. */
export async function readJson({ variant, absolute }: OpenedGraphs, file: string): Promise<object> {
  try {
    const value: unknown = JSON.parse(await readFile(absolute(file), 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw damaged(variant, file, 'is not JSON', error);
  }
  throw damaged(variant, file, 'holds no object');
}
