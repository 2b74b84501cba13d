'use client';

import type { Model } from '@potoo/core';
import { forwardRef, type Ref, useMemo } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHECK, DOWNLOAD } from '../icons/paths.ts';
import { modelEn } from '../messages/en/model.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { PickerList } from '../picker/PickerList.tsx';
import { PickerPopup } from '../picker/PickerPopup.tsx';
import { PickerRoot, type PickerRootProps } from '../picker/PickerRoot.tsx';
import { PickerSearch } from '../picker/PickerSearch.tsx';
import { PickerTrigger } from '../picker/PickerTrigger.tsx';
import { ModelPickerActions } from './ModelPickerActions.tsx';

const ENGLISH = { model: modelEn, picker: pickerEn, voice: voiceEn };

/** What {@link ModelPicker} takes. */
export interface ModelPickerProps
  extends Omit<PickerRootProps, 'items' | 'groups' | 'onValueChange' | 'onAct' | 'label' | 'children'> {
  /** Models to choose from, as `listModels` gives them. Keep the array between renders. */
  readonly models: readonly Model[];
  /** Called with the id and the model. */
  readonly onValueChange?: (id: string, model: Model) => void;
  /** Installs a model. Without it, there is no such button. */
  readonly onInstall?: ((model: Model) => void) | undefined;
  /** What is chosen here. @default "Model" */
  readonly label?: string;
  /** What it says while nothing is chosen. @default "Choose a model" */
  readonly placeholder?: string;
}

/** Chooses a model: what it is for, its languages and price, and whether it is there. Renders a `<div>`. */
export const ModelPicker = forwardRef(function ModelPicker(props: ModelPickerProps, ref: Ref<HTMLDivElement>) {
  const { models, onValueChange, onInstall, label, placeholder, ...rest } = props;
  const { model: words, picker, voice } = useMessages(ENGLISH);
  const byId = useMemo(() => new Map(models.map((model) => [model.id, model])), [models]);
  const items = useMemo(
    () =>
      models.map((model) => ({
        id: model.id,
        label: model.name,
        keywords: `${model.id} ${model.languages.join(' ')}`,
        group: model.state === 'installed' ? 'installed' : 'available',
        value: model,
      })),
    [models],
  );
  const groups = useMemo(
    () => [
      { id: 'installed', label: picker.state.installed },
      { id: 'available', label: voice.available },
    ],
    [picker, voice],
  );
  return (
    <PickerRoot
      ref={ref}
      {...rest}
      label={label ?? words.label}
      items={items}
      groups={groups}
      onValueChange={(id) => {
        const model = byId.get(id);
        if (model) onValueChange?.(id, model);
      }}
    >
      <PickerTrigger placeholder={placeholder ?? words.choose} />
      <PickerPopup>
        <PickerSearch placeholder={words.search} />
        <PickerList>
          {({ id, label: name }) => {
            const model = byId.get(id);
            if (!model) return name;
            const facts = [
              words.languages(model.languages.length),
              ...(model.supportsCloning ? [words.clones] : []),
              ...(model.supportsStreaming ? [words.streams] : []),
              words.credits(model.creditsPer1kChars),
            ];
            return (
              <>
                <span data-potoo="voice-picker-name">
                  <strong>{model.name}</strong>
                  <small>{facts.join(' · ')}</small>
                </span>
                {model.state !== 'installed' && (
                  <span data-potoo="voice-picker-mark" data-state={model.state}>
                    <Icon path={DOWNLOAD} />
                    {picker.state[model.state]}
                  </span>
                )}
                <span data-potoo="picker-check" aria-hidden="true">
                  <Icon path={CHECK} />
                </span>
              </>
            );
          }}
        </PickerList>
        <ModelPickerActions models={byId} onInstall={onInstall} />
      </PickerPopup>
    </PickerRoot>
  );
});
