/** What is used of the package, which brings no types of its own. */
declare module '@echogarden/espeak-ng-emscripten' {
  /** A point in the audio that a part of the text belongs to. */
  export interface EspeakEvent {
    readonly type: 'word' | 'phoneme' | 'sentence' | 'mark' | 'play' | 'end' | 'msg_terminated' | 'samplerate';
    /** 1-based, in code points of the text; for a phoneme, where its word begins. */
    readonly text_position: number;
    /** Milliseconds from the start of the audio. */
    readonly audio_position: number;
    /** For a phoneme: IPA, empty for a pause, `(en)` for a change of language. */
    readonly id: string | number | undefined;
  }

  /** The synthesizer. What is set stays set. */
  export interface EspeakWorker {
    /** Words per minute, 80 to 450. */
    rate: number;
    /** 0 to 99; 50 is the voice's own, 50 more an octave. */
    pitch: number;
    /** Liveliness, 0 to 99; 50 is the voice's own. */
    range: number;
    /** 0 to 200; 100 is the voice's own. */
    volume: number;
    /** Hertz. */
    readonly samplerate: number;
    /** Returns 0 when there is such a voice. */
    set_voice(name: string): number;
    /** Speaks at once. The callback gets 16-bit PCM and the events in it; what it returns as `true` stops the speech. */
    synthesize(text: string, callback: (audio: Int16Array, events: EspeakEvent[]) => boolean): void;
    list_voices(): Array<{
      readonly name: string;
      readonly identifier: string;
      readonly languages: ReadonlyArray<{ readonly name: string; readonly priority: number }>;
    }>;
  }

  /** What Emscripten's loader can be told. */
  export interface EspeakLoaderSettings {
    /** Gives the bytes of `espeak-ng.data`, which is fetched otherwise. */
    readonly getPreloadedPackage?: (name: string, size: number) => ArrayBuffer;
  }

  /** Starts the program. */
  export type EspeakLoader = (
    settings?: EspeakLoaderSettings,
  ) => Promise<{ readonly eSpeakNGWorker: new () => EspeakWorker }>;

  const load: EspeakLoader;
  export default load;
}
