// SPDX-License-Identifier: Apache-2.0
// How often it happened over time, by process.
import type { ColumnDescription } from '../../../src-main/shared/tracer';
import { spanText } from '../../format/clock';
import { axisText, rateText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { OTHERS_COLOUR, seriesColour } from '../../theme/colours';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { PlotFrame } from '../../widgets/PlotFrame';
import { nameOfProcess, pidOf } from '../process-names';
import { columnsOf } from '../time/columns';
import { shownWindow } from '../time/shown-time';
import { columnTitle, unitWords } from './figures';
import { type CountLaneData, modelOf } from './model';

export interface CountLaneProps {
  readonly tracer: string;
  readonly column: ColumnDescription;
  readonly width: number;
  readonly height: number;
}

/** "Sent, events a second" */
function laneTitle(column: ColumnDescription): string {
  const unit = unitWords(column);
  return unit === '' ? `${columnTitle(column)} a second` : `${columnTitle(column)}, ${unit} a second`;
}

function Head({ tracer, column, lane }: { tracer: string; column: ColumnDescription; lane: CountLaneData }) {
  const digest = modelOf(tracer).at(useHovered());
  const rates = new Map<number, number>();
  if (digest !== null)
    digest.groups.forEach((group, i) => {
      rates.set(group, (digest.counts[i] ?? 0) / digest.seconds);
    });
  const total = digest === null ? 0 : digest.total / digest.seconds;
  const text = (rate: number) => (digest === null ? '–' : rateText(rate));
  const shown = lane.shown.reduce((sum, group) => sum + (rates.get(group) ?? 0), 0);
  return (
    <>
      <div className="lane-title">
        <h2>{laneTitle(column)}</h2>
        <b>{digest === null ? 'no data' : rateText(total)}</b>
      </div>
      <div className="legend">
        {lane.shown.map((group, index) => (
          <LegendRow
            key={group}
            swatch={<Swatch colour={seriesColour(lane.slots[index] ?? 0)} />}
            name={
              <>
                {nameOfProcess(group)} <span className="pid">{pidOf(group)}</span>
              </>
            }
            value={text(rates.get(group) ?? 0)}
          />
        ))}
        {lane.others > 0 && (
          <LegendRow
            swatch={<Swatch colour={OTHERS_COLOUR} />}
            name={counted(String(lane.others), 'other', 'others')}
            value={text(Math.max(0, total - shown))}
          />
        )}
      </div>
    </>
  );
}

function summary(column: ColumnDescription, lane: CountLaneData): string {
  const { from, to } = shownWindow();
  const seen = lane.total.filter((rate) => !Number.isNaN(rate));
  const title = laneTitle(column);
  if (seen.length === 0) return `${title}: no data yet.`;
  const top = seen.reduce((a, b) => Math.max(a, b));
  const largest = lane.shown.slice(0, 3).map(nameOfProcess).join(', ');
  return `${title} over ${spanText(to - from)}: up to ${rateText(top)}, lately ${rateText(seen.at(-1) ?? 0)}. Most come from ${largest || 'nobody'}.`;
}

export function CountLane({ tracer, column, width, height }: CountLaneProps) {
  useChannel('calls');
  const lane = useView(() => modelOf(tracer).counts());
  const colours = [...lane.slots.map(seriesColour), OTHERS_COLOUR];
  const series = lane.series.map((values, index) => ({
    key: index < lane.shown.length ? `process${lane.shown[index]}` : 'others',
    colour: colours[index] ?? OTHERS_COLOUR,
    values,
  }));
  return (
    <Lane
      label={laneTitle(column)}
      height={height}
      head={<Head tracer={tracer} column={column} lane={lane} />}
      gutter={[1, 0.5, 0].map((place) => ({ place, text: axisText(lane.top * place) }))}
      lines={[0.5]}
      summary={summary(column, lane)}
    >
      <PlotFrame
        width={width}
        height={height - 1}
        top={lane.top}
        series={series}
        columns={columnsOf(shownWindow())}
      />
    </Lane>
  );
}
