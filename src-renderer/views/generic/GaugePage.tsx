// SPDX-License-Identifier: Apache-2.0
// A tracer that reads figures and counts nothing: a chart for each of its lanes, and what all stands at now.
import type { TracerInfo } from '../../../src-main/shared/contract';
import { clockText } from '../../format/clock';
import { machine } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { Message } from '../../widgets/Message';
import { TabList } from '../../widgets/TabList';
import { Bands } from '../time/Bands';
import { Flags } from '../time/Flags';
import { Ruler } from '../time/Ruler';
import { TimeLayer } from '../time/TimeLayer';
import { usePlotWidth } from '../time/use-plot-width';
import { useWide } from '../time/use-wide';
import { GaugeChart } from './GaugeChart';
import { chooseTab, useChosenTab } from './tabs';
import { TracerTable } from './TracerTable';

const TABS = [
  { id: 'time', label: 'Over time' },
  { id: 'now', label: 'Now' },
];

const HEIGHT = { narrow: 118, wide: 150 };

export const isGaugePage = ({ gauges = [], columns }: TracerInfo): boolean =>
  gauges.length > 0 && !columns.some(({ part }) => part === 'sum');

export function GaugePage({ info: { name, question, columns, gauges = [] } }: { info: TracerInfo }) {
  useChannel('rest');
  useView((state) => state.span);
  const [width, measure] = usePlotWidth();
  const height = useWide() ? HEIGHT.wide : HEIGHT.narrow;
  const table = machine.tables.find((one) => one.tracer === name);
  const empty = (
    <Message title="Nothing has been read yet" text={`It is read once a second: “${question}”`} />
  );
  const tab = useChosenTab(name) ?? 'time';
  return (
    <>
      <div className="detail-tabs">
        <TabList label="Detail" tabs={TABS} chosen={tab} onChoose={(to) => chooseTab(name, to)} />
      </div>
      {tab === 'time' ? (
        <div className="lanes" role="tabpanel" id="detail" aria-labelledby="tab-time">
          <Ruler width={width} onMeasure={measure} />
          {width > 0 && (
            <>
              {gauges.flatMap((gauge) =>
                gauge.lanes.map((lane) => (
                  <GaugeChart
                    key={`${gauge.name} ${lane.title}`}
                    gauge={gauge}
                    lane={lane}
                    width={width}
                    height={height}
                  />
                )),
              )}
              <TimeLayer width={width} valueText={clockText}>
                <Bands width={width} />
                <Flags width={width} />
              </TimeLayer>
            </>
          )}
        </div>
      ) : (
        <div className="detail-body" role="tabpanel" id="detail" aria-labelledby="tab-now">
          <TracerTable name={name} label={question} columns={columns} table={table} empty={empty} />
        </div>
      )}
    </>
  );
}
