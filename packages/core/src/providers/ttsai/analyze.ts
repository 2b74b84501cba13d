import type { Analysis, AnalyzeRequest } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import { analyze as measure } from '../potoo/audio-tools.ts';
import { fieldsOf } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { leaveOutOfAnalysis } from './lacks.ts';

/** Finds key, tempo and meter. What only Potoo's servers measure beside them is empty. */
export async function analyze(
  { transport, settings }: Connection,
  request: AnalyzeRequest,
  options: CallOptions,
): Promise<Analysis> {
  fieldsOf(request, ['audio', 'fileName', 'beats', 'picture', 'model']);
  const left = leaveOutOfAnalysis(request);
  const { beats: _, picture: __, ...sent } = request;
  const analysis = await measure(transport, settings, sent, options);
  return { ...analysis, warnings: [...left, ...analysis.warnings] };
}
