'use client';

import {
  type ClipboardEvent,
  type ComponentPropsWithoutRef,
  type DragEvent,
  forwardRef,
  type Ref,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { AudioDropzoneContext, type AudioDropzoneContextValue } from './AudioDropzoneContext.ts';
import { checkFiles, type Rejection } from './checkFiles.ts';

/** The largest upload of the free plan, bytes. */
const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;

/** State of a dropzone, as data attributes. */
export type AudioDropzoneState = { readonly state: 'idle' | 'dragging' | 'rejected'; readonly disabled: boolean };

/** What {@link AudioDropzoneRoot} takes. */
export interface AudioDropzoneRootProps extends ComponentPropsWithoutRef<'div'>, PartOptions<AudioDropzoneState> {
  /** Called with the files that were dropped, pasted or chosen, and passed the rules. */
  readonly onFiles?: (files: File[]) => void;
  /** Called with the files that did not pass. */
  readonly onReject?: (rejected: Rejection[]) => void;
  /** Largest file, bytes. @default 52428800 */
  readonly maxBytes?: number;
  /** Whether more than one file is taken. @default false */
  readonly multiple?: boolean;
  /** @default false */
  readonly disabled?: boolean;
}

/** Takes audio files that are dropped, pasted or chosen. Renders a `<div>`. */
export const AudioDropzoneRoot = forwardRef(function AudioDropzoneRoot(
  props: AudioDropzoneRootProps,
  ref: Ref<HTMLDivElement>,
) {
  const {
    onFiles,
    onReject,
    maxBytes = DEFAULT_MAX_BYTES,
    multiple = false,
    disabled = false,
    children,
    ...rest
  } = props;
  const input = useRef<HTMLInputElement>(null);
  // Entering a child fires before leaving its parent: the depth tells whether the pointer is still inside.
  const [depth, setDepth] = useState(0);
  const [rejected, setRejected] = useState<readonly Rejection[]>([]);
  const state = depth > 0 ? 'dragging' : rejected.length > 0 ? 'rejected' : 'idle';

  const take = (files: FileList | null) => {
    setDepth(0);
    if (disabled || !files || files.length === 0) return;
    const sorted = checkFiles([...files], { maxBytes, multiple });
    setRejected(sorted.rejected);
    if (sorted.rejected.length > 0) onReject?.(sorted.rejected);
    if (sorted.taken.length > 0) onFiles?.(sorted.taken);
  };
  const value = useMemo<AudioDropzoneContextValue>(
    () => ({ state, disabled, maxBytes, rejected, choose: () => input.current?.click() }),
    [state, disabled, maxBytes, rejected],
  );
  const own = {
    onDragEnter: (event: DragEvent) => {
      event.preventDefault();
      if (!disabled) setDepth((before) => before + 1);
    },
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDragLeave: () => setDepth((before) => Math.max(0, before - 1)),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      take(event.dataTransfer.files);
    },
    onPaste: (event: ClipboardEvent) => take(event.clipboardData.files),
    children: (
      <>
        <input
          ref={input}
          type="file"
          hidden
          accept="audio/*,video/*"
          multiple={multiple}
          disabled={disabled}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file may be chosen again.
            event.currentTarget.value = '';
          }}
        />
        {children}
      </>
    ),
  };
  return (
    <AudioDropzoneContext.Provider value={value}>
      {renderPart('div', rest, { name: 'audio-dropzone', state: { state, disabled }, own, ref: ref as Ref<never> })}
    </AudioDropzoneContext.Provider>
  );
});
