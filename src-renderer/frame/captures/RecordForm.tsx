// SPDX-License-Identifier: Apache-2.0
// A recording begins with a question. Enter begins it.
import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { NAME_MOST, NOTE_MOST, type PresetInfo } from '../../../src-main/shared/capture-contract';
import { percentText } from '../../format/figure';
import { keptWords, limitFrom, wakesWords } from '../../select/capture-words';
import { captures, machine, view } from '../../stores/app';
import { useFirst } from './use-first';

const MINUTES = '10';
const MIB = '1024';
const MINUTES_MOST = 7 * 24 * 60;
const MIB_MOST = 1024 * 1024;

interface Candidate {
  readonly pid: number;
  readonly name: string;
}

/** Processes that did something lately, and the selected one. */
function candidates(): Candidate[] {
  const selected = view.getState().selected?.process ?? null;
  const lately = machine.history.between(machine.latest - 10, machine.latest);
  const ids = new Set([
    ...(selected === null ? [] : [selected]),
    ...lately.flatMap(({ calls }) => [...calls.process]),
  ]);
  return [...ids]
    .flatMap((id) => machine.nameProcess(id) ?? [])
    .filter(({ pid }) => pid > 0)
    .map(({ pid, comm }) => ({ pid, name: `${comm} ${pid}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function selectedPid(): number | undefined {
  const { process } = view.getState().selected ?? { process: null };
  const pid = process === null ? 0 : (machine.nameProcess(process)?.pid ?? 0);
  return pid > 0 ? pid : undefined;
}

const EVERYTHING = {
  question: 'Everything, from now',
  explanation: 'Counts of all calls of all processes, and each call by itself if wanted.',
};

function Question(props: {
  preset: Pick<PresetInfo, 'question' | 'explanation'>;
  chosen: boolean;
  onChoose(): void;
}) {
  const { question, explanation } = props.preset;
  const about = useId();
  return (
    <label className="question">
      <input
        type="radio"
        name="question"
        checked={props.chosen}
        onChange={props.onChoose}
        aria-label={question}
        aria-describedby={about}
      />
      <span>
        <b>{question}</b>
        <small id={about}>{explanation}</small>
      </span>
    </label>
  );
}

export function RecordForm() {
  const presets = machine.captures?.presets ?? [];
  const [processes] = useState(candidates);
  const [pid, setPid] = useState(selectedPid);
  const [chosen, setChosen] = useState<string | null>(() =>
    pid === undefined ? null : (presets.find(({ scope }) => scope === 'process')?.id ?? null),
  );
  const [events, setEvents] = useState(true);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const first = useFirst();
  const [minutes, setMinutes] = useState(MINUTES);
  const [mib, setMib] = useState(MIB);
  const preset = presets.find(({ id }) => id === chosen);
  const ofProcess = preset?.scope === 'process';
  const kept = preset === undefined ? null : keptWords(preset);
  const wakes = wakesWords(preset?.tracers ?? [], machine.hello?.tracers ?? []);
  const who = processes.find((one) => one.pid === pid);
  const [most, size] = [limitFrom(minutes, MINUTES_MOST), limitFrom(mib, MIB_MOST)];
  const wrong = most === null || size === null || (ofProcess && who === undefined);
  const usual = `${(preset ?? EVERYTHING).question}${ofProcess && who ? ` ${who.name}` : ''}`;
  const price = machine.captures?.flight.price ?? 0;
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    machine.send({
      kind: 'record',
      preset: preset?.id ?? null,
      name: name.trim() || usual.slice(0, NAME_MOST),
      note,
      events: preset !== undefined || events,
      ...(ofProcess && who ? { pid: who.pid } : {}),
      ...(most ? { seconds: Math.max(1, Math.round(most * 60)) } : {}),
      ...(size ? { bytes: Math.round(size * 1024 * 1024) } : {}),
    });
    captures.setState({ panel: false });
  };
  return (
    <form className="record-form" aria-label="Record" onSubmit={begin}>
      <fieldset>
        <legend>What do you want to know?</legend>
        <Question preset={EVERYTHING} chosen={preset === undefined} onChoose={() => setChosen(null)} />
        {presets.map((one) => (
          <Question key={one.id} preset={one} chosen={one === preset} onChoose={() => setChosen(one.id)} />
        ))}
      </fieldset>
      {ofProcess && (
        <label className="field">
          <span>Process</span>
          <select value={pid ?? ''} onChange={({ target }) => setPid(Number(target.value) || undefined)}>
            <option value="">choose one</option>
            {processes.map((one) => (
              <option key={one.pid} value={one.pid}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {[kept, wakes].map(
        (words) =>
          words !== null && (
            <p key={words} className="third fine">
              {words}
            </p>
          ),
      )}
      {preset === undefined && (
        <label className="check">
          <input type="checkbox" checked={events} onChange={({ target }) => setEvents(target.checked)} />
          <span>
            each call by itself: about {percentText(price)} % of a core now{' '}
            <i className="estimate">estimate</i>
          </span>
        </label>
      )}
      <label className="field">
        <span>Name</span>
        <input
          type="text"
          ref={first}
          data-autofocus
          placeholder={usual}
          maxLength={NAME_MOST}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label className="field">
        <span>Note</span>
        <input
          type="text"
          maxLength={NOTE_MOST}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      <div className="limits">
        <span>Ends after</span>
        <input
          type="text"
          inputMode="decimal"
          aria-label="Minutes"
          aria-invalid={most === null}
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        />
        <span>min, or at</span>
        <input
          type="text"
          inputMode="decimal"
          aria-label="MiB"
          aria-invalid={size === null}
          value={mib}
          onChange={({ target }) => setMib(target.value)}
        />
        <span>MiB</span>
        <Button type="submit" variant="filled" disabled={wrong}>
          Record
        </Button>
      </div>
      <p className="third fine">
        {most === null || size === null
          ? 'A limit is a number, or nothing.'
          : 'Without a limit it goes on until you end it, or until 100 MiB of the disk are left.'}
      </p>
    </form>
  );
}
