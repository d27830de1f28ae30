// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent, MouseEvent } from 'react';
import { axisText, rateText } from '../../format/figure';
import { spanText } from '../../format/clock';
import { counted } from '../../format/plain-words';
import { seriesAt } from '../../select/lane-points';
import { pointOf } from '../../select/time-window';
import { view } from '../../stores/app';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import type { Grouping } from '../../stores/view-store';
import { OTHERS_COLOUR, seriesColour } from '../../theme/colours';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { menuPlace, openMenu } from '../../widgets/menu-state';
import { PlotFrame } from '../../widgets/PlotFrame';
import { columnsOf } from '../time/columns';
import { menuOf } from './actions';
import { type Lane as LaneData, model } from './model';
import { nameOfGroup } from './names';

/** Values of the shown groups in one second, and of all others. */
function useValues(lane: LaneData): { total: number; of: number[]; others: number } | null {
  const digest = model.at(useHovered());
  if (digest === null) return null;
  const { groups, counts, seconds, total } = digest;
  const byGroup = new Map<number, number>();
  for (let i = 0; i < groups.length; i++) byGroup.set(groups[i] ?? 0, (counts[i] ?? 0) / seconds);
  const of = lane.shown.map((group) => byGroup.get(group) ?? 0);
  const rate = total / seconds;
  return { total: rate, of, others: Math.max(0, rate - of.reduce((a, b) => a + b, 0)) };
}

const targetOf = (groupBy: Grouping, group: number) =>
  groupBy === 'process' ? { process: group, call: null } : { process: null, call: group };

function openSeriesMenu(event: MouseEvent | KeyboardEvent, group: number): void {
  const { groupBy } = view.getState();
  openMenu({
    ...menuPlace(event),
    title: nameOfGroup(groupBy, group),
    groups: menuOf(targetOf(groupBy, group)),
  });
}

/** The menu of the area under the pointer; nothing over the others, which are many. */
export function openAreaMenu(event: MouseEvent, second: number): void {
  const plot = document.querySelector('[data-lane="calls"] .plot')?.getBoundingClientRect();
  if (plot === undefined) return;
  const lane = model.calls();
  const height = ((plot.bottom - event.clientY) / plot.height) * lane.top;
  const at = seriesAt(lane.series, pointOf(model.window(), second), height);
  const group = at === null ? undefined : lane.shown[at];
  if (group !== undefined) openSeriesMenu(event, group);
}

function Head({ lane }: { lane: LaneData }) {
  const groupBy = useView((state) => state.groupBy);
  const selected = useView((state) => state.selected);
  const values = useValues(lane);
  return (
    <>
      <div className="lane-title">
        <h2>Calls a second</h2>
        <b>{values === null ? 'no data' : rateText(values.total)}</b>
      </div>
      <div className={groupBy === 'call' ? 'legend mono' : 'legend'}>
        {lane.shown.map((group, index) => (
          <LegendRow
            key={group}
            swatch={<Swatch colour={seriesColour(lane.slots[index] ?? 0)} />}
            name={nameOfGroup(groupBy, group)}
            value={values === null ? '–' : rateText(values.of[index] ?? 0)}
            selected={selected?.[groupBy] === group}
            onClick={() => view.setState({ selected: targetOf(groupBy, group) })}
            onMenu={(event) => openSeriesMenu(event, group)}
          />
        ))}
        {lane.others > 0 && (
          <LegendRow
            swatch={<Swatch colour={OTHERS_COLOUR} />}
            name={counted(String(lane.others), 'other', 'others')}
            value={values === null ? '–' : rateText(values.others)}
          />
        )}
      </div>
    </>
  );
}

function summary(lane: LaneData): string {
  const { groupBy } = view.getState();
  const { from, to } = model.window();
  const seen = lane.total.filter((rate) => !Number.isNaN(rate));
  if (seen.length === 0) return 'Calls a second: no data yet.';
  const [least, top] = [seen.reduce((a, b) => Math.min(a, b)), seen.reduce((a, b) => Math.max(a, b))];
  const largest = lane.shown.slice(0, 3).map((group) => nameOfGroup(groupBy, group));
  return `Calls a second over ${spanText(to - from)}: between ${rateText(least)} and ${rateText(top)}, lately ${rateText(seen.at(-1) ?? 0)}. Most come from ${largest.join(', ') || 'nobody'}.`;
}

export function CallsLane({ width, height }: { width: number; height: number }) {
  useChannel('calls');
  const lane = useView(() => model.calls());
  const { groupBy } = view.getState();
  const columns = columnsOf(model.window());
  const colours = [...lane.slots.map(seriesColour), OTHERS_COLOUR];
  const series = lane.series.map((values, index) => ({
    key: index < lane.shown.length ? `${groupBy}${lane.shown[index]}` : 'others',
    colour: colours[index] ?? OTHERS_COLOUR,
    values,
  }));
  const gutter = [1, 0.5, 0].map((place) => ({ place, text: axisText(lane.top * place) }));
  return (
    <Lane
      label="Calls a second"
      name="calls"
      height={height}
      head={<Head lane={lane} />}
      gutter={gutter}
      lines={[0.5]}
      summary={summary(lane)}
    >
      <PlotFrame width={width} height={height - 1} top={lane.top} series={series} columns={columns} />
    </Lane>
  );
}
