import type { AudioOutput, CallOptions, VoiceService } from '@potoo/core';
import type { Speaker } from '../devices/speaker.ts';
import type { AudioSource, OpenedAudio } from '../files/audio-access.ts';
import type { OutputFolder, StoredFile } from '../files/output-folder.ts';
import type { OutputName } from '../files/output-name.ts';
import type { JobDesk } from '../jobs/job-desk.ts';
import type { OwnHandles } from './own-handles.ts';
import type { Questions } from './questions.ts';

/** What a tool works with during one call. */
export interface ToolContext {
  /**
   * The voice service, loaded on the first use.
   * @throws {UnsupportedError} If it lacks the feature that the tool names.
   */
  service(): Promise<VoiceService>;
  /** What calls of the service take beside their request: the signal that stops them, whose turn it is, progress. */
  readonly call: CallOptions & { readonly signal: AbortSignal };
  /** Opens audio that the caller pointed at. It is closed when the call is over. */
  openAudio(source: AudioSource): Promise<OpenedAudio>;
  /** Writes audio to the output folder, with the extension of its format. */
  saveAudio(audio: AudioOutput, name: OutputName): Promise<StoredFile>;
  readonly outputs: OutputFolder;
  /** Work of this caller that went on after its call was answered. */
  readonly jobs: JobDesk;
  /** The loudspeaker, which all callers of this server share. */
  readonly speaker: Speaker;
  /** Conversations that this caller may go on with. */
  readonly conversations: OwnHandles;
  /** Voice that the user has chosen for this host, or for all. */
  readonly defaultVoice: string | undefined;
  /** Asks the person in front of the host. */
  readonly questions: Questions;
}
