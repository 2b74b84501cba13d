'use client';

import { forwardRef, type Ref, useMemo } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHECK } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { languageEn } from '../messages/en/language.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { PickerList } from '../picker/PickerList.tsx';
import { PickerPopup } from '../picker/PickerPopup.tsx';
import { PickerRoot, type PickerRootProps } from '../picker/PickerRoot.tsx';
import { PickerSearch } from '../picker/PickerSearch.tsx';
import { PickerTrigger } from '../picker/PickerTrigger.tsx';
import { languageNamesIn } from '../voice-picker/voice-items.ts';

const ENGLISH = { ...baseEn, language: languageEn };

/** What {@link LanguagePicker} takes. */
export interface LanguagePickerProps
  extends Omit<PickerRootProps, 'items' | 'groups' | 'onValueChange' | 'onAct' | 'label' | 'children'> {
  /** BCP-47 tags to choose from, as `capabilities` gives them. Keep the array between renders. */
  readonly languages: readonly string[];
  /** Called with the tag, or with `auto`. */
  readonly onValueChange?: (tag: string) => void;
  /** Whether `auto`, which leaves it to the service, can be chosen. @default false */
  readonly detectable?: boolean;
  /** What is chosen here. @default "Language" */
  readonly label?: string;
  /** What it says while nothing is chosen. @default "Choose a language" */
  readonly placeholder?: string;
}

/** Chooses a language, by its name in the page's language, its own name, or its code. Renders a `<div>`. */
export const LanguagePicker = forwardRef(function LanguagePicker(props: LanguagePickerProps, ref: Ref<HTMLDivElement>) {
  const { languages, onValueChange, detectable = false, label, placeholder, ...rest } = props;
  const { locale, language: words } = useMessages(ENGLISH);
  const items = useMemo(() => {
    const nameHere = languageNamesIn(locale);
    const named = languages.map((tag) => {
      const native = languageNamesIn(tag)(tag);
      return { id: tag, label: nameHere(tag), keywords: `${tag} ${native}`, value: native };
    });
    named.sort((a, b) => a.label.localeCompare(b.label, locale));
    return detectable ? [{ id: 'auto', label: words.detect, value: '' }, ...named] : named;
  }, [languages, locale, detectable, words]);
  return (
    <PickerRoot
      ref={ref}
      {...rest}
      label={label ?? words.label}
      items={items}
      onValueChange={(id) => onValueChange?.(id)}
    >
      <PickerTrigger placeholder={placeholder ?? words.choose} />
      <PickerPopup>
        <PickerSearch placeholder={words.search} />
        <PickerList>
          {({ id, label: name, value: native }) => (
            <>
              <span data-potoo="voice-picker-name">
                <strong>{name}</strong>
                {typeof native === 'string' && native !== name && native !== '' && <small lang={id}>{native}</small>}
              </span>
              <span data-potoo="picker-code">{id}</span>
              <span data-potoo="picker-check" aria-hidden="true">
                <Icon path={CHECK} />
              </span>
            </>
          )}
        </PickerList>
      </PickerPopup>
    </PickerRoot>
  );
});
