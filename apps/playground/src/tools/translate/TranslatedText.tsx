import type { TranslationResult } from '@potoo/core';
import type { ReactElement } from 'react';

/** What was said, and what it became. */
export function TranslatedText({ result }: { readonly result: TranslationResult }): ReactElement {
  const { originalText, translatedText, sourceLanguage, targetLanguage } = result;
  return (
    <div className="translated">
      <blockquote lang={sourceLanguage} dir="auto">
        {originalText}
      </blockquote>
      <blockquote lang={targetLanguage} dir="auto">
        {translatedText}
      </blockquote>
    </div>
  );
}
