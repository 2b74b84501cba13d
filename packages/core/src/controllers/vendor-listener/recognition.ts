/** What is used of `SpeechRecognition`, which TypeScript's library does not know whole. */
export interface Recognition {
  continuous: boolean;
  interimResults: boolean;
  lang: string;
  onresult: ((event: RecognitionResults) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

/** What was heard. */
export interface RecognitionResults {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

/** The class of this browser, under the name that it has there. */
export function recognitionClass(): (new () => Recognition) | undefined {
  const found: unknown = ['SpeechRecognition', 'webkitSpeechRecognition']
    .map((name) => Reflect.get(globalThis, name))
    .find((one) => typeof one === 'function');
  return typeof found === 'function' ? (found as new () => Recognition) : undefined;
}
