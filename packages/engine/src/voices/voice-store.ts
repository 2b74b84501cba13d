import type { StoredVoice } from './stored-voice.ts';

/** Where the cloned voices of one owner are kept. Several processes may use one at once. */
export interface VoiceStore {
  /** The oldest first. */
  list(): Promise<readonly StoredVoice[]>;
  find(id: string): Promise<StoredVoice | undefined>;
  /** Keeps a voice with its recording, a FLAC file: both or neither. */
  put(voice: StoredVoice, recording: Uint8Array): Promise<void>;
  /** The recording of a voice. */
  recording(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Removes both. @returns Whether there was such a voice. */
  remove(id: string): Promise<boolean>;
}
