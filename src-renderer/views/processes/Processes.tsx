// SPDX-License-Identifier: Apache-2.0
// The page of processes: as every tracer's, with the tree as its first tab.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TracerInfo } from '../../../src-main/shared/contract';
import { useSettings } from '../../stores/hooks';
import { leastWidth } from '../../widgets/grid-columns';
import { type OwnTab, TracerPage } from '../generic/TracerPage';
import { isWatched } from '../rows/open-rows';
import { useColumnLayout } from '../time/use-layout';
import { Inspector } from './Inspector';
import { LifeTree } from './LifeTree';
import { lifeColumns } from './life-columns';
import { LivesLane } from './LivesLane';
import { livesView } from './lives-view';
import { useAskedLives, useLookedAt } from './model';
import './processes.css';

const GUTTER = 52;
/** What `leastWidth` holds beside the columns, and the padding before the first. */
const [BESIDE, BEFORE, BAR_LEAST] = [34, 12, 100];

function Body({ width, room }: { width: number; room: number }) {
  const [layout, setLayout] = useColumnLayout('lives');
  return <LifeTree width={width} room={room} layout={layout} onLayout={setLayout} />;
}

/** Events come while the page is open, so that a process that has ended is known with its arguments. */
function Looking({ info }: { info: TracerInfo }) {
  const inspected = useStore(livesView, ({ chosen }) => chosen !== null);
  const streams = info.streams.map(({ name }) => name);
  useLookedAt(inspected && isWatched('file_open') ? [...streams, 'file_open'] : streams);
  useAskedLives();
  return null;
}

function Side() {
  const chosen = useStore(livesView, (state) => state.chosen);
  return chosen?.life ? <Inspector key={chosen.key} life={chosen.life} /> : null;
}

export function Processes({ tracer }: { tracer: TracerInfo | null }) {
  const rowHeight = useSettings(({ settings }) => (settings.density === 'comfortable' ? 32 : 26));
  const [layout] = useColumnLayout('lives');
  const inspecting = useStore(livesView, ({ chosen }) => chosen?.life != null);
  const own = useMemo(
    (): OwnTab => ({
      ...{
        id: 'tree',
        label: 'Tree',
        className: inspecting ? 'processes inspecting' : 'processes',
        Body,
        Side,
      },
      Lane: LivesLane,
      Watching: Looking,
      head: (room) =>
        leastWidth(lifeColumns(room, rowHeight, 0), layout) - BESIDE - BAR_LEAST + BEFORE - GUTTER,
    }),
    [rowHeight, layout, inspecting],
  );
  return <TracerPage tracer={tracer} own={own} />;
}
