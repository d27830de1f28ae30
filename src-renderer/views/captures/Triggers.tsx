// SPDX-License-Identifier: Apache-2.0
// What saves the flight recorder by itself: a list, and a line to add to it.
import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { SAVE_AFTER, SAVE_BEFORE, TRIGGERS_MOST } from '../../../src-main/shared/capture-contract';
import { setTriggers } from '../../frame/captures/actions';
import {
  isName,
  sameTrigger,
  triggerChoices,
  triggerFrom,
  triggerWords,
  wakesWords,
} from '../../select/capture-words';
import { machine } from '../../stores/app';
import { useChannel, useSettings } from '../../stores/hooks';

const LABELS = { name: 'Name', 'name or nothing': 'Name', ms: 'Milliseconds', '%': 'Percent' } as const;

export function Triggers() {
  useChannel('rest');
  const tracers = machine.hello?.tracers ?? [];
  const choices = triggerChoices(tracers);
  const triggers = useSettings((state) => state.settings.triggers);
  const [chosen, setChosen] = useState(0);
  const [typed, setTyped] = useState<string | null>(null);
  const choice = choices[chosen] ?? choices[0];
  const text = typed ?? choice?.usual ?? '';
  const trigger = choice === undefined ? null : triggerFrom(choice, text);
  const choose = (index: number) => {
    setChosen(index);
    setTyped(null);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (trigger === null) return;
    setTriggers([...triggers.filter((one) => !sameTrigger(one, trigger)), trigger].slice(-TRIGGERS_MOST));
  };
  const wakes = wakesWords(choice?.tracer ? [choice.tracer.name] : [], tracers);
  return (
    <>
      <h3>Saves by itself</h3>
      {triggers.length === 0 && (
        <p className="third fine">
          Nothing yet. When what is added here happens, {SAVE_BEFORE} s before it and {SAVE_AFTER} s after are
          kept, and you are told.
        </p>
      )}
      <ul className="triggers">
        {triggers.map((one) => (
          <li key={triggerWords(one)}>
            <span>{triggerWords(one, tracers)}</span>
            <ActionIcon
              aria-label={`Remove: ${triggerWords(one, tracers)}`}
              onClick={() => setTriggers(triggers.filter((other) => other !== one))}
            >
              <X size={13} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form className="trigger-form" aria-label="Add what saves by itself" onSubmit={add}>
        <select
          aria-label="What"
          value={choices[chosen] === undefined ? 0 : chosen}
          onChange={({ target }) => choose(Number(target.value))}
        >
          {choices.map(({ id, label, tracer }, index) => (
            <option key={`${tracer?.name} ${id}`} value={index}>
              {label}
            </option>
          ))}
        </select>
        {choice !== undefined && (
          <>
            <input
              type="text"
              inputMode={isName(choice) ? 'text' : 'decimal'}
              aria-label={LABELS[choice.asks]}
              aria-invalid={trigger === null && (text !== '' || !isName(choice))}
              placeholder={choice.asks === 'name or nothing' ? 'any' : ''}
              value={text}
              onChange={({ target }) => setTyped(target.value)}
            />
            <span>{isName(choice) ? '' : choice.asks}</span>
          </>
        )}
        <Button type="submit" disabled={trigger === null}>
          Add
        </Button>
      </form>
      {wakes !== null && <p className="third fine">{wakes}</p>}
    </>
  );
}
