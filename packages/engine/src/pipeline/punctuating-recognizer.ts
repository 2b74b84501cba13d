import type { Warning } from '@potoo/core';
import type { Recognition } from '../backends/contract.ts';
import type { InstalledTool } from '../models/inventory.ts';
import { primaryLanguage } from '../models/language-tags.ts';
import { isUnpunctuated, punctuateWords } from '../text/punctuate-words.ts';
import type { EngineCall } from './engine-call.ts';
import type { Recognizer } from './listen.ts';

/** A recogniser whose words are punctuated, and whether any had to stay bare. */
export interface PunctuatingRecognizer {
  readonly recognizer: Recognizer;
  /** Said where punctuation was asked for and no installed model knows the language. */
  warnings(): readonly Warning[];
}

/** A recogniser whose words get punctuation by installed models where it gives them bare; their times stay. */
export function punctuatingRecognizer(
  recognizer: Recognizer,
  { inventory, pools }: Pick<EngineCall, 'inventory' | 'pools'>,
): PunctuatingRecognizer {
  const tools = inventory.tools.filter(({ model }) => model.type === 'punctuation');
  let leftBare: string | undefined;
  const recognize: Recognizer['recognize'] = async (params, options) => {
    const heard = await recognizer.recognize(params, options);
    if (!isUnpunctuated(heard.text)) return heard;
    const language = heard.language ?? params.language;
    const tool = toolFor(language, tools);
    if (!tool) {
      leftBare ??= language;
      return heard;
    }
    const { signal, lane } = options;
    const asked = { text: heard.text };
    const text = await pools.for(tool.backend, tool.installation).run<string>('punctuate', asked, { signal, lane });
    return punctuated(heard, text);
  };
  return {
    recognizer: { ...recognizer, recognize },
    warnings: () => (leftBare === undefined ? [] : [cannotPunctuate(leftBare)]),
  };
}

/** The one of the fewest languages: what knows one only knows it best, and its capitals. */
function toolFor(language: string, tools: readonly InstalledTool[]): InstalledTool | undefined {
  const [known] = tools
    .filter(({ model }) => model.languages.some((tag) => primaryLanguage(tag) === primaryLanguage(language)))
    .sort((one, other) => one.model.languages.length - other.model.languages.length);
  return known;
}

/** What was heard, with punctuation; as it was where the model changed more than that. */
function punctuated(heard: Recognition, text: string): Recognition {
  const words = punctuateWords(heard.words, text);
  return words ? { ...heard, text, words } : heard;
}

function cannotPunctuate(language: string): Warning {
  const message = `No installed model knows where punctuation belongs in ${language}: the words have none. Run: potoo pull punctuation`;
  return { type: 'unsupported', subject: 'punctuate', message };
}
