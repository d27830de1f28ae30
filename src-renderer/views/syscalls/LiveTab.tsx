// SPDX-License-Identifier: Apache-2.0
// Single calls of the selection as they happen. Only here does the engine stream; everywhere else it counts.
import { useRef } from 'react';
import type { CallEvent } from '../../../src-main/shared/contract';
import { preciseClockText } from '../../format/clock';
import { countedText, durationWords } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { Duration } from '../../widgets/Amount';
import { Grid } from '../../widgets/Grid';
import type { GridColumn } from '../../widgets/grid-columns';
import { actByKey, canFollow, menuOf } from './actions';
import { model } from './model';
import { nameOfProcess } from '../process-names';
import { nameOfCall } from './names';
import { useColumnLayout } from '../time/use-layout';

const COLUMNS: readonly GridColumn<CallEvent>[] = [
  {
    ...{ id: 'at', head: 'Time', label: 'Time', width: 100, align: 'start', fixed: true },
    cell: ({ at }) => <span className="second">{preciseClockText(at)}</span>,
    text: ({ at }) => preciseClockText(at),
  },
  {
    ...{ id: 'process', head: 'Process', label: 'Process', width: 150, align: 'start' },
    cell: ({ comm, pid, tid }) => (
      <>
        <span className="name">{comm}</span>
        <span className="pid">{tid === pid ? pid : `${pid} / ${tid}`}</span>
      </>
    ),
    text: ({ comm, pid, tid }) => `${comm} ${pid} ${tid}`,
  },
  {
    ...{ id: 'text', head: 'Call', label: 'Call', width: 0, least: 200, align: 'start' },
    cell: ({ text }) => (
      <span className="call" title={text}>
        {text}
      </span>
    ),
    text: ({ text }) => text,
  },
  {
    ...{ id: 'error', head: 'Answer', label: 'Answer', width: 110, align: 'start' },
    cell: ({ error }) =>
      error === null ? <span className="third">done</span> : <span className="call bad">{error}</span>,
    text: ({ error }) => error ?? 'done',
  },
  {
    ...{ id: 'duration', head: 'Took', label: 'Took', width: 84, align: 'end' },
    cell: ({ durationNs }) => <Duration ns={durationNs} />,
    text: ({ durationNs }) => durationWords(durationNs),
  },
];

/** An answer that says "not yet" is one, too. */
const targetOf = ({ process, call, error }: CallEvent) => ({
  ...{ process, call },
  ...(error === null ? {} : { error }),
});

function emptyWords(paused: boolean): string {
  const { capture } = machine;
  if (capture !== null)
    return capture.events
      ? 'None up to here. Play on, or select another process or call.'
      : 'This capture has counts and no single calls: they were not asked for when it was recorded.';
  return paused
    ? 'None before the pause. Resume to see them come in.'
    : 'None since it is followed. Waiting for the next one.';
}

const keys = new WeakMap<CallEvent, string>();
let nextKey = 0;

function keyOf(event: CallEvent): string {
  let key = keys.get(event);
  if (key === undefined) {
    key = String(nextKey++);
    keys.set(event, key);
  }
  return key;
}

export function LiveTab() {
  useChannel('events');
  useView((state) => state.terms);
  useView((state) => state.typed);
  const selected = useView((state) => state.selected);
  const paused = useView((state) => state.pausedAt !== null);
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useColumnLayout('live');
  // What is kept of single calls runs on and over; what is shown stands still.
  const frozen = useRef<readonly CallEvent[] | null>(null);
  frozen.current = paused ? (frozen.current ?? machine.events) : null;
  if (selected === null || !canFollow(selected))
    return (
      <p className="quiet">
        {selected === null
          ? 'Select a process or a call in the table, and its calls appear here one by one.'
          : 'This row holds several processes. Open it or select one of its calls to follow them.'}
      </p>
    );
  const matcher = model.matcher();
  const events = (frozen.current ?? machine.events).filter(
    ({ process, call }) =>
      (selected.process === null || machine.folds.holds(selected.process, process)) &&
      (selected.call === null || selected.call === call) &&
      matcher.row(process, call),
  );
  const name = [
    selected.call === null ? 'all calls' : nameOfCall(selected.call),
    selected.process === null ? 'of all processes' : `of ${nameOfProcess(selected.process)}`,
  ].join(' ');
  return (
    <div className="live">
      <p className="live-words">
        <b>{name}</b>, newest first.{' '}
        {machine.eventsLeftOut > 0 && (
          <span className="third">
            {countedText(machine.eventsLeftOut)} more happened than can be listed; all are counted.
          </span>
        )}
      </p>
      <Grid
        label={`Single calls: ${name}`}
        columns={COLUMNS}
        rows={events.toReversed()}
        rowHeight={rowHeight}
        keyOf={keyOf}
        layout={layout}
        onLayout={setLayout}
        menuOf={(event) => menuOf(targetOf(event))}
        onRowKey={({ key }, event) => actByKey(key, targetOf(event))}
        empty={<p className="quiet">{emptyWords(paused)}</p>}
      />
    </div>
  );
}
