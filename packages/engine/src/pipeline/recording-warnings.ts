import type { Warning } from '@potoo/core';
import type { AudioInfo } from '../audio/contract.ts';

/**
 * What to say of a recording that is not taken quite as it is: one that was cut off, one whose channels are mixed.
 * @param mostChannels - How many are kept.
 */
export function recordingWarnings({ channels, missingSeconds }: AudioInfo, mostChannels: number): Warning[] {
  const messages: string[] = [];
  if (missingSeconds !== undefined) {
    const missing = missingSeconds < 0.1 ? 'the end' : `${missingSeconds.toFixed(1)} s`;
    messages.push(`The file was cut off: its header promises more than is there, and ${missing} of it is missing.`);
  }
  if (channels > mostChannels) {
    messages.push(`The ${channels} channels of the recording were mixed to ${mostChannels === 1 ? 'one' : 'two'}.`);
  }
  return messages.map((message) => ({ type: 'other', subject: 'audio', message }));
}
