// SPDX-License-Identifier: Apache-2.0
import { countedText, durationWords } from '../../format/figure';
import { durationPlace } from '../../select/durations';
import { Duration } from '../../widgets/Amount';
import { Histogram } from '../../widgets/Histogram';
import { Lane, LegendRow } from '../../widgets/Lane';
import type { TracerHistogram } from './histogram';

export interface HistogramLaneProps {
  readonly histogram: TracerHistogram;
  readonly width: number;
  readonly height: number;
}

const AXIS = [1e3, 1e6, 1e9];
const AXIS_HEIGHT = 18;

function Durations({ histogram: { buckets, half, slowest }, width, height }: HistogramLaneProps) {
  const place = (ns: number | null) => (ns === null ? null : durationPlace(ns));
  return (
    <>
      <Histogram
        counts={buckets}
        half={place(half)}
        most={place(slowest)}
        width={width}
        height={height - AXIS_HEIGHT}
      />
      {AXIS.map((ns) => (
        <span key={ns} className="duration-tick" style={{ left: durationPlace(ns) * width }}>
          {durationWords(ns).replace('.00', '')}
        </span>
      ))}
    </>
  );
}

function Rows({ histogram: { bars } }: HistogramLaneProps) {
  const most = bars.reduce((a, { count }) => Math.max(a, count), 1);
  // One row beside a hundred has to be seen.
  const tall = (count: number) => Math.log1p(count) / Math.log1p(most);
  return (
    <div className="row-bars">
      {bars.map(({ key, words, count }) => (
        <span key={key} title={words}>
          <b>{countedText(count)}</b>
          <i style={{ flexGrow: tall(count) }} />
          <small>{countedText(2 ** key)}</small>
        </span>
      ))}
    </div>
  );
}

function summary({ title, bars, counts, half, slowest }: TracerHistogram): string {
  if (bars.length === 0) return `${title}: no data yet.`;
  const quantiles =
    half === null || slowest === null
      ? ''
      : ` Half under ${durationWords(half)}, 99 of 100 under ${durationWords(slowest)}.`;
  return `${title}.${quantiles} ${counts}: ${bars.map(({ count, words }) => `${countedText(count)} of ${words}`).join(', ')}.`;
}

export function HistogramLane(props: HistogramLaneProps) {
  const { histogram, height } = props;
  return (
    <Lane
      label={histogram.title}
      height={height}
      head={
        <>
          <div className="lane-title">
            <h2>{histogram.title}</h2>
          </div>
          {histogram.buckets !== null && (
            <div className="legend">
              <LegendRow swatch={null} name="p99 (line)" value={<Duration ns={histogram.slowest} />} />
              <LegendRow swatch={null} name="p50 (slit)" value={<Duration ns={histogram.half} />} />
            </div>
          )}
          <p className="lane-note">{histogram.note}</p>
        </>
      }
      gutter={[]}
      summary={summary(histogram)}
    >
      {histogram.buckets === null ? <Rows {...props} /> : <Durations {...props} />}
    </Lane>
  );
}
