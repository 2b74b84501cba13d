/** The part of Sonic's WASM module that is used. Pointers are byte offsets into its memory. */
declare module '@echogarden/sonic-wasm' {
  export interface SonicModule {
    /** Replaced when the memory grows: never keep it. */
    readonly HEAPF32: Float32Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _sonicCreateStream(sampleRate: number, channels: number): number;
    _sonicDestroyStream(stream: number): void;
    _sonicSetSpeed(stream: number, speed: number): void;
    /** 1 searches pitch at the full rate; 0 skips values. */
    _sonicSetQuality(stream: number, quality: 0 | 1): void;
    _sonicWriteFloatToStream(stream: number, interleaved: number, frames: number): number;
    _sonicReadFloatFromStream(stream: number, interleaved: number, maxFrames: number): number;
    _sonicSamplesAvailable(stream: number): number;
    _sonicFlushStream(stream: number): number;
  }
  /** @param settings - What Emscripten's loader takes; `wasmBinary`: the bytes of `sonic.wasm`, which it reads itself otherwise. */
  export default function createSonic(settings?: {
    readonly wasmBinary: Uint8Array<ArrayBuffer>;
  }): Promise<SonicModule>;
}
