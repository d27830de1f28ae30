// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from '@mantine/core';
import { DURATION_BUCKETS } from '../../../src-main/shared/contract';
import { durationWords, shortRate } from '../../format/figure';
import { bucketQuantile, durationPlace } from '../../select/durations';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { Duration } from '../../widgets/Amount';
import { HeatCanvas } from '../../widgets/HeatCanvas';
import { Lane, LegendRow } from '../../widgets/Lane';
import { columnsOf } from '../time/columns';
import { model } from './model';

const LABELS = [
  { place: durationPlace(1e9), text: '1 s' },
  { place: durationPlace(1e6), text: '1 ms' },
  { place: durationPlace(1e3), text: '1 µs' },
];

function Head({ most }: { most: number }) {
  const digest = model.at(useHovered());
  const known = digest?.durations ?? null;
  const at = (quantile: number) => (known === null ? null : bucketQuantile(known, quantile));
  return (
    <>
      <div className="lane-title">
        <h2>How long calls take</h2>
      </div>
      <div className="legend">
        <LegendRow
          swatch={<i className="line-sample dashed" />}
          name="99 % are under"
          value={<Duration ns={at(0.99)} />}
        />
        <LegendRow
          swatch={<i className="line-sample" />}
          name="half are under"
          value={<Duration ns={at(0.5)} />}
        />
      </div>
      {digest !== null && known === null ? (
        <p className="lane-note">durations are not kept by answer</p>
      ) : (
        <>
          <div className="ramp-legend">
            <span>1</span>
            <i />
            <span>{shortRate(most)}/s</span>
          </div>
          <p className="lane-note">without calls that wait by design</p>
        </>
      )}
    </>
  );
}

function summary(): string {
  const { halfNs, slowestNs } = model.durations();
  const last = (values: Float64Array) => values.findLast((value) => !Number.isNaN(value));
  const [half, slowest] = [last(halfNs), last(slowestNs)];
  if (half === undefined || slowest === undefined) return 'How long calls take: no data.';
  return `How long calls take, without those that wait by design: lately half under ${durationWords(half)}, 99 of 100 under ${durationWords(slowest)}.`;
}

export function DurationsLane({ width, height }: { width: number; height: number }) {
  useChannel('durations');
  const { cells, most, half, slowest } = useView(() => model.durations());
  const scheme = useComputedColorScheme('dark');
  return (
    <Lane
      label="How long calls take"
      height={height}
      head={<Head most={most} />}
      gutter={LABELS}
      summary={summary()}
    >
      <HeatCanvas
        width={width}
        height={height - 1}
        scheme={scheme}
        cells={cells}
        rows={DURATION_BUCKETS}
        columns={columnsOf(model.window())}
        most={most}
        half={half}
        slowest={slowest}
      />
    </Lane>
  );
}
