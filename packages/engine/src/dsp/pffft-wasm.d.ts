/** The part of PFFFT's WASM module that is used. Pointers are byte offsets into its memory. */
declare module '@echogarden/pffft-wasm/simd' {
  export interface PffftModule {
    /** Replaced when the memory grows: never keep it. */
    readonly HEAPF32: Float32Array;
    /** @returns Zero when there is no memory left. */
    _pffft_aligned_malloc(bytes: number): number;
    /** @param kind - 0 for real values. @returns The tables of a size; zero when it is not possible. */
    _pffft_new_setup(size: number, kind: 0 | 1): number;
    /** @param direction - 0 forward, 1 backward; neither scales. */
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: 0 | 1): void;
  }
  export default function createPffft(): Promise<PffftModule>;
}
