import koffi from 'koffi';
import type { LibraryFiles } from './find-pocketsphinx.ts';

/** An address in the library; `null` is none. */
export type Pointer = bigint | null;

/** The functions of PocketSphinx and SphinxBase 5prealpha that Potoo calls, under their own names. */
export interface SphinxLibrary {
  readonly err_set_logfp: (file: Pointer) => void;
  readonly ps_args: () => Pointer;
  readonly cmd_ln_parse_r: (
    config: Pointer,
    definitions: Pointer,
    count: number,
    args: string[],
    strict: number,
  ) => Pointer;
  readonly ps_init: (config: Pointer) => Pointer;
  readonly ps_get_logmath: (decoder: Pointer) => Pointer;
  readonly ps_get_feat: (decoder: Pointer) => Pointer;
  readonly ps_start_stream: (decoder: Pointer) => number;
  readonly ps_start_utt: (decoder: Pointer) => number;
  readonly ps_process_raw: (
    decoder: Pointer,
    samples: Int16Array,
    count: number,
    noSearch: number,
    wholeUtterance: number,
  ) => number;
  readonly ps_end_utt: (decoder: Pointer) => number;
  readonly ps_get_hyp: (decoder: Pointer, score: null) => string | null;
  readonly ps_seg_iter: (decoder: Pointer) => Pointer;
  readonly ps_seg_next: (segment: Pointer) => Pointer;
  readonly ps_seg_word: (segment: Pointer) => string;
  readonly ps_seg_frames: (segment: Pointer, first: [number], last: [number]) => void;
  readonly ps_seg_prob: (segment: Pointer, acoustic: null, language: null, backoff: null) => number;
  readonly logmath_exp: (logmath: Pointer, value: number) => number;
  readonly fe_init_auto_r: (config: Pointer) => Pointer;
  readonly fe_get_output_size: (frontEnd: Pointer) => number;
  readonly fe_start_stream: (frontEnd: Pointer) => void;
  readonly fe_start_utt: (frontEnd: Pointer) => number;
  readonly fe_process_utt: (
    frontEnd: Pointer,
    samples: Int16Array,
    count: number,
    rows: [Pointer],
    rowCount: [number],
  ) => number;
  readonly cmn_live_set: (normalisation: Pointer, mean: Float32Array) => void;
  readonly ckd_free_2d: (rows: Pointer) => void;
}

/** Loads the two libraries into this process. @throws {Error} If one cannot be loaded or lacks a function. */
export function loadSphinx({ pocketsphinx, sphinxbase }: LibraryFiles): SphinxLibrary {
  const base = koffi.load(sphinxbase);
  const ps = koffi.load(pocketsphinx);
  return {
    err_set_logfp: base.func('void err_set_logfp(void *)'),
    ps_args: ps.func('void *ps_args()'),
    cmd_ln_parse_r: base.func('void *cmd_ln_parse_r(void *, void *, int32_t, char **, int32_t)'),
    ps_init: ps.func('void *ps_init(void *)'),
    ps_get_logmath: ps.func('void *ps_get_logmath(void *)'),
    ps_get_feat: ps.func('void *ps_get_feat(void *)'),
    ps_start_stream: ps.func('int ps_start_stream(void *)'),
    ps_start_utt: ps.func('int ps_start_utt(void *)'),
    ps_process_raw: ps.func('int ps_process_raw(void *, int16_t *, size_t, int, int)'),
    ps_end_utt: ps.func('int ps_end_utt(void *)'),
    ps_get_hyp: ps.func('const char *ps_get_hyp(void *, int32_t *)'),
    ps_seg_iter: ps.func('void *ps_seg_iter(void *)'),
    ps_seg_next: ps.func('void *ps_seg_next(void *)'),
    ps_seg_word: ps.func('const char *ps_seg_word(void *)'),
    ps_seg_frames: ps.func('void ps_seg_frames(void *, _Out_ int *, _Out_ int *)'),
    ps_seg_prob: ps.func('int32_t ps_seg_prob(void *, int32_t *, int32_t *, int32_t *)'),
    logmath_exp: base.func('double logmath_exp(void *, int)'),
    fe_init_auto_r: base.func('void *fe_init_auto_r(void *)'),
    fe_get_output_size: base.func('int fe_get_output_size(void *)'),
    fe_start_stream: base.func('void fe_start_stream(void *)'),
    fe_start_utt: base.func('int fe_start_utt(void *)'),
    fe_process_utt: base.func('int fe_process_utt(void *, int16_t *, size_t, _Out_ void **, _Out_ int32_t *)'),
    cmn_live_set: base.func('void cmn_live_set(void *, float *)'),
    ckd_free_2d: base.func('void ckd_free_2d(void *)'),
  };
}

/** The public head of `feat_t`, as sphinxbase/feat.h of 5prealpha declares it. */
const FEATURES = koffi.struct({
  refcount: 'int',
  name: 'void *',
  cepsize: 'int32_t',
  n_stream: 'int32_t',
  stream_len: 'void *',
  window_size: 'int32_t',
  n_sv: 'int32_t',
  sv_len: 'void *',
  subvecs: 'void *',
  sv_buf: 'void *',
  sv_dim: 'int32_t',
  cmn: 'int',
  varnorm: 'int32_t',
  agc: 'int',
  compute_feat: 'void *',
  cmn_struct: 'void *',
});

/** Reads the fields of `feat_t` that Potoo needs. */
export function readFeatures(feat: Pointer): { cepsize: number; cmn: Pointer } {
  const { cepsize, cmn_struct: cmn } = koffi.decode(feat, FEATURES);
  if (typeof cepsize !== 'number' || typeof cmn !== 'bigint')
    throw new TypeError('feat_t is not laid out as expected.');
  return { cepsize, cmn };
}

/**
 * Reads a matrix that `ckd_calloc_2d` made: row pointers, the first of them to all the values in one piece.
 * @returns A view, good until the matrix is freed.
 */
export function viewMatrix(rows: Pointer, values: number): Float32Array {
  const first: unknown = koffi.decode(rows, 'void *');
  return new Float32Array(koffi.view(first, values * Float32Array.BYTES_PER_ELEMENT));
}
