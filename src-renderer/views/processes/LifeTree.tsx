// SPDX-License-Identifier: Apache-2.0
// Processes under those that started them, each with its life on the time axis of the page.
import { type PointerEvent, useMemo } from 'react';
import { useStore } from 'zustand';
import { placeOf, secondAt } from '../../select/time-window';
import { machine, view } from '../../stores/app';
import { useChannel, useHovered, useSettings, useView } from '../../stores/hooks';
import { hover } from '../../stores/hover-store';
import { follow, scope } from '../../stores/scope';
import { Grid } from '../../widgets/Grid';
import type { ColumnLayout } from '../../widgets/grid-columns';
import { Message } from '../../widgets/Message';
import { actOnCell } from '../cell-actions';
import { shownWindow } from '../time/shown-time';
import { lifeMenu, offerOf } from './actions';
import { lifeColumns } from './life-columns';
import { LivesBar } from './LivesBar';
import { choose, livesView, turn } from './lives-view';
import { asked, useTree } from './model';

/** The crosshair of the charts and the marked stretch go on through the tree. */
function Through({ width }: { width: number }) {
  useChannel('rest');
  const second = useHovered();
  const marked = useView((state) => state.marked);
  const window = shownWindow();
  const x = (time: number) => Math.min(width, Math.max(0, placeOf(window, time) * width));
  return (
    <div className="tree-through" aria-hidden="true" style={{ width }}>
      {marked !== null && (
        <div
          className="marked"
          style={{ left: x(marked.from), width: Math.max(1, x(marked.to) - x(marked.from)) }}
        />
      )}
      {second !== null && <i className="tree-line" style={{ left: x(second - 0.5) }} />}
    </div>
  );
}

function Nothing() {
  const { terms, text } = livesView.getState();
  const { followed } = scope.getState();
  const { failure, total } = asked.lives;
  if (failure !== null) return <Message title={failure.what} text={failure.why} fact={failure.mend} />;
  if (total === null)
    return <Message title="Reading the processes" text="They come with the first second." />;
  if (terms.length > 0 || text !== '' || followed !== null)
    return (
      <Message
        title="No process fits"
        text="None in this stretch of time has what was asked for."
        actions={[
          {
            label: 'Show all',
            run: () => {
              livesView.setState({ terms: [], text: '' });
              follow(null);
            },
          },
        ]}
      />
    );
  return (
    <Message
      title={machine.capture === null ? 'No process has done anything yet' : 'No process up to here'}
      text="A process appears here as soon as it does something, with those that started it."
    />
  );
}

export interface LifeTreeProps {
  /** Of the bars, and of all of it. */
  readonly width: number;
  readonly room: number;
  readonly layout: ColumnLayout;
  onLayout(layout: ColumnLayout): void;
}

export function LifeTree({ width, room, layout, onLayout }: LifeTreeProps) {
  const { rows } = useTree();
  const { sort, chosen } = useStore(livesView);
  const rowHeight = useSettings(({ settings }) => (settings.density === 'comfortable' ? 32 : 26));
  const columns = useMemo(() => lifeColumns(room, rowHeight, width), [room, rowHeight, width]);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const bar = event.target instanceof Element ? event.target.closest('.life-bar') : null;
    if (bar === null) {
      if (hover.getState().second !== null) hover.setState({ second: null });
      return;
    }
    const { left } = bar.getBoundingClientRect();
    const second = secondAt(shownWindow(), (event.clientX - left) / width);
    if (hover.getState().second !== second) hover.setState({ second });
  };
  return (
    <div className="tree">
      <LivesBar />
      <div
        className="tree-body"
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover.setState({ second: null })}
      >
        <Grid
          label="Processes"
          columns={columns}
          rows={rows}
          rowHeight={rowHeight}
          keyOf={({ key }) => key}
          stateOf={({ level, open }) => ({ level, ...(open === undefined ? {} : { open }) })}
          sort={sort}
          onSort={(to) => livesView.setState({ sort: to })}
          layout={layout}
          onLayout={onLayout}
          selected={chosen?.key ?? null}
          onSelect={({ key, life }) => choose(key, life)}
          onOpen={({ key }) => turn(key)}
          menuOf={lifeMenu}
          onRowKey={({ key }, row, column) => {
            if (key === 'Escape' && view.getState().marked === null) {
              livesView.setState({ chosen: null });
              return true;
            }
            return actOnCell(key, offerOf(row, column));
          }}
          empty={<Nothing />}
        />
        <Through width={width} />
      </div>
    </div>
  );
}
