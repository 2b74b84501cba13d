/** The part of RNNoise's WASM module that is used. Pointers are byte offsets into its memory. */
declare module '@echogarden/rnnoise-wasm' {
  export interface RnnoiseModule {
    /** Replaced when the memory grows: never keep it. */
    readonly HEAPF32: Float32Array;
    /** @returns Zero when there is no memory left. */
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** @param model - Zero for the model that is built in. @returns Zero when there is no memory left. */
    _rnnoise_create(model: 0): number;
    _rnnoise_destroy(state: number): void;
    /** Takes and gives 480 values in the range of 16-bit integers. @returns How likely they hold a voice, 0 to 1. */
    _rnnoise_process_frame(state: number, output: number, input: number): number;
  }
  export default function createRnnoise(): Promise<RnnoiseModule>;
}
