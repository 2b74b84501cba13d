'use client';
import type { Analysis } from '@potoo/core';
import { analysisEn } from '../messages/en/analysis.ts';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Messages } from '../messages/messages.ts';
import { clockTime } from '../messages/time-format.ts';
import type { AnalysisFactProps } from './AnalysisFact.tsx';

const ENGLISH = { ...baseEn, analysis: analysisEn };

/** What an analysis found, in words; what it did not find is left out. */
export function useAnalysisFacts(analysis: Analysis | undefined): AnalysisFactProps[] {
  const messages = useMessages(ENGLISH);
  if (!analysis) return [];
  const { analysis: words, number } = messages;
  const { loudness, truePeak } = analysis;
  const level = (value: number, unit: string) => `${number(value, 1)} ${unit}`;
  return [
    { label: words.duration, value: clockTime(analysis.duration) },
    ...(loudness === null ? [] : [{ label: words.loudness, value: level(loudness, 'LUFS') }]),
    ...(truePeak === null ? [] : [{ label: words.truePeak, value: level(truePeak, 'dBTP') }]),
    ...musicFacts(analysis, messages),
  ];
}

function musicFacts(
  analysis: Analysis,
  { analysis: words, number }: Pick<Messages, 'analysis' | 'number'>,
): AnalysisFactProps[] {
  const { key, scale, camelot, bpm, timeSignature, confidence, compatibleKeys, alternatives } = analysis;
  const facts: AnalysisFactProps[] = [];
  if (key !== null && scale !== null) {
    const mixing = compatibleKeys
      .slice(1)
      .map((name) => keyNamed(name, words.keyName))
      .join(', ');
    facts.push({
      label: words.key,
      value: `${words.keyName(key, scale)}${camelot === null ? '' : ` · ${camelot}`}`,
      detail: mixing === '' ? undefined : words.mixesWith(mixing),
      confidence: confidence.key,
    });
  }
  if (bpm !== null) {
    const others = alternatives.tempos.map((tempo) => number(tempo.bpm, 1)).join(', ');
    facts.push({
      label: words.tempo,
      value: words.bpm(number(bpm, 1)),
      detail: others === '' ? undefined : words.maybe(others),
      confidence: confidence.bpm,
    });
  }
  if (timeSignature !== null) {
    facts.push({ label: words.meter, value: timeSignature, confidence: confidence.timeSignature });
  }
  return facts;
}

/** A key such as `Eb Major` as a language says it. */
function keyNamed(name: string, say: Messages['analysis']['keyName']): string {
  const [key = '', scale] = name.split(' ');
  return say(key, scale === 'Minor' ? 'Minor' : 'Major');
}
