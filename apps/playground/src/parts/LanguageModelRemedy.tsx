import type { ReactElement } from 'react';

/** How a server gets a language model. */
export function LanguageModelRemedy(): ReactElement {
  return (
    <>
      <p>It takes a language model. Any server with OpenAI’s interface will do, such as Ollama on the same machine:</p>
      <pre>
        <code>ollama serve{'\n'}potoo serve --llm-base-url http://localhost:11434/v1</code>
      </pre>
    </>
  );
}
