// SPDX-License-Identifier: Apache-2.0
// What saves the flight recorder by itself: a list, and a line to add to it.
import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import {
  SAVE_AFTER,
  SAVE_BEFORE,
  type Trigger,
  TRIGGERS_MOST,
} from '../../../src-main/shared/capture-contract';
import { setTriggers } from '../../frame/captures/actions';
import { limitFrom, sameTrigger, triggerWords } from '../../select/capture-words';
import { useSettings } from '../../stores/hooks';

const KINDS = [
  { id: 'longer', label: 'a call takes longer than', unit: 'ms', usual: '500', most: 1e9 },
  { id: 'errors', label: 'calls fail, more than', unit: '%', usual: '20', most: 100 },
  { id: 'cpu', label: 'waiting for the processor, above', unit: '%', usual: '50', most: 100 },
  { id: 'memory', label: 'waiting for memory, above', unit: '%', usual: '10', most: 100 },
  { id: 'io', label: 'waiting for disks, above', unit: '%', usual: '40', most: 100 },
] as const;
type Kind = (typeof KINDS)[number];

function triggerOf({ id }: Kind, value: number): Trigger {
  if (id === 'longer') return { kind: id, ms: value };
  return id === 'errors' ? { kind: id, percent: value } : { kind: 'pressure', resource: id, percent: value };
}

export function Triggers() {
  const triggers = useSettings((state) => state.settings.triggers);
  const [kind, setKind] = useState<Kind>(KINDS[0]);
  const [text, setText] = useState<string>(KINDS[0].usual);
  const value = limitFrom(text, kind.most);
  const choose = (id: string) => {
    const next = KINDS.find((one) => one.id === id) ?? KINDS[0];
    setKind(next);
    setText(next.usual);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (typeof value !== 'number') return;
    const trigger = triggerOf(kind, value);
    setTriggers([...triggers.filter((one) => !sameTrigger(one, trigger)), trigger].slice(-TRIGGERS_MOST));
  };
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
        {triggers.map((trigger) => (
          <li key={triggerWords(trigger)}>
            <span>{triggerWords(trigger)}</span>
            <ActionIcon
              aria-label={`Remove: ${triggerWords(trigger)}`}
              onClick={() => setTriggers(triggers.filter((one) => one !== trigger))}
            >
              <X size={13} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form className="trigger-form" aria-label="Add what saves by itself" onSubmit={add}>
        <select aria-label="What" value={kind.id} onChange={({ target }) => choose(target.value)}>
          {KINDS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <input
          type="text"
          inputMode="decimal"
          aria-label={kind.unit === '%' ? 'Percent' : 'Milliseconds'}
          aria-invalid={typeof value !== 'number'}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <span>{kind.unit}</span>
        <Button type="submit" disabled={typeof value !== 'number'}>
          Add
        </Button>
      </form>
    </>
  );
}
