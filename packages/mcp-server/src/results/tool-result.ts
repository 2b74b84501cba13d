import type { StoredFile } from '../files/output-folder.ts';

/** What a tool has found or made. */
export interface ToolResult<Facts extends object = object> {
  /** Goes to the host as structured content and, the same facts, as text. */
  readonly facts: Facts;
  /** Files to link to. */
  readonly files?: readonly StoredFile[];
  /** Puts the audio of the files into the result, where it is small enough. @default false */
  readonly inline?: boolean;
}
