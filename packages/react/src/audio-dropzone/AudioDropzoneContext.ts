'use client';
import { createContext } from 'react';
import type { Rejection } from './checkFiles.ts';

/** What `AudioDropzoneRoot` gives its parts. */
export interface AudioDropzoneContextValue {
  readonly state: 'idle' | 'dragging' | 'rejected';
  readonly disabled: boolean;
  readonly maxBytes: number;
  readonly rejected: readonly Rejection[];
  /** Opens the browser's file dialog. */
  readonly choose: () => void;
}

/** Set by `AudioDropzoneRoot`. */
export const AudioDropzoneContext = createContext<AudioDropzoneContextValue | undefined>(undefined);
