import { LanguagePicker } from '@potoo/react/language-picker';
import { type ReactElement, useState } from 'react';
import { AudioTool } from '../../parts/AudioTool.tsx';
import { Check } from '../../parts/Check.tsx';
import { CodeSample } from '../../parts/CodeSample.tsx';
import { fileSamples } from '../../parts/code.ts';
import { Field } from '../../parts/Field.tsx';
import { LanguageModelRemedy } from '../../parts/LanguageModelRemedy.tsx';
import { NeedsFeature } from '../../parts/NeedsFeature.tsx';
import { Page } from '../../parts/Page.tsx';
import { useServer } from '../../server/ServerContext.ts';
import { TranslatedText } from './TranslatedText.tsx';

const NONE: readonly string[] = [];

/** Says a recording in another language. */
export default function TranslatePage(): ReactElement {
  const { service, capabilities } = useServer();
  const [targetLanguage, setTargetLanguage] = useState('es');
  const [preserveVoice, setPreserveVoice] = useState(false);
  const settings = { targetLanguage, preserveVoice };
  const aside = (
    <>
      <Field label="Into" named>
        <LanguagePicker
          label="Into"
          languages={capabilities?.speechLanguages ?? NONE}
          value={targetLanguage}
          onValueChange={setTargetLanguage}
        />
      </Field>
      <Check checked={preserveVoice} onChange={setPreserveVoice} hint="As far as the models here can.">
        Keep the speaker’s voice
      </Check>
    </>
  );
  return (
    <Page title="Translate" lede="What somebody said, spoken again in another language." aside={aside}>
      <NeedsFeature feature="translateSpeech" remedy={<LanguageModelRemedy />}>
        <AudioTool
          samples={['speech']}
          action="Translate"
          doing="Listening, translating and speaking…"
          work={(signal, { blob, name }) =>
            service.translateSpeech({ audio: blob, fileName: name, format: 'wav', ...settings }, { signal })
          }
          fileName={(name) => `${name}-${targetLanguage}`}
        >
          {(result) => <TranslatedText result={result} />}
        </AudioTool>
      </NeedsFeature>
      <CodeSample samples={fileSamples('translateSpeech', '/v1/speech-translate/', settings)} />
    </Page>
  );
}
