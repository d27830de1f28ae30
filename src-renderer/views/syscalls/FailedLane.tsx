// SPDX-License-Identifier: Apache-2.0
import { errnoName } from '../../../src-main/shared/call-text';
import { rateText } from '../../format/figure';
import { answerWords } from '../../format/plain-words';
import { isRetry } from '../../select/answers';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { OTHERS_COLOUR } from '../../theme/colours';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { PlotFrame, StackedSeries } from '../../widgets/PlotFrame';
import { columnsOf } from './columns';
import { type Lane as LaneData, model } from './model';

const REDS = ['var(--badfill)', 'var(--badfill2)'];
const OTHER_RED = 'var(--badfill3)';

interface Part {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  readonly colour: string;
  readonly values: Float64Array;
  readonly has: (error: number) => boolean;
}

/** Failures, other failures, and at the top what is only "not yet". */
function partsOf(lane: LaneData): Part[] {
  const named = lane.shown.map((error, index) => ({
    key: errnoName(error),
    name: errnoName(error),
    words: answerWords(error),
    colour: isRetry(error) ? OTHERS_COLOUR : (REDS[index] ?? OTHER_RED),
    values: lane.series[index] ?? new Float64Array(),
    has: (other: number) => other === error,
    retry: isRetry(error),
  }));
  const rest: Part = {
    key: 'others',
    name: lane.others === 1 ? '1 other' : `${lane.others} others`,
    words: 'fail for other reasons',
    colour: OTHER_RED,
    values: lane.series.at(-1) ?? new Float64Array(),
    has: (error) => !lane.shown.includes(error),
  };
  const failures = named.filter((part) => !part.retry);
  const retries = named.filter((part) => part.retry);
  return [...failures, ...(lane.others > 0 ? [rest] : []), ...retries];
}

function Head({ parts, room }: { parts: readonly Part[]; room: number }) {
  const digest = model.at(useHovered());
  const valueOf = (part: Part): string => {
    if (digest === null) return '–';
    let sum = 0;
    digest.errors.forEach((error, index) => {
      if (part.has(error)) sum += digest.errorCounts[index] ?? 0;
    });
    return rateText(sum / digest.seconds);
  };
  const failed = digest === null ? null : digest.failed / digest.seconds;
  return (
    <>
      <div className="lane-title">
        <h2>Failed</h2>
        <b className={failed !== null && failed > 0 ? 'bad' : ''}>
          {failed === null ? 'no data' : rateText(failed)}
        </b>
      </div>
      <div className="legend">
        {parts.slice(0, room).map((part) => (
          <LegendRow
            key={part.key}
            swatch={<Swatch colour={part.colour} />}
            name={
              <>
                {part.name} <span className="third">{part.words}</span>
              </>
            }
            title={`${part.name}: ${part.words}`}
            value={valueOf(part)}
          />
        ))}
      </div>
    </>
  );
}

export function FailedLane({ width, height, room }: { width: number; height: number; room: number }) {
  useChannel('failed');
  const lane = useView(() => model.failed());
  const parts = partsOf(lane);
  const gutter = [1, 0].map((place) => ({ place, text: rateText(lane.top * place) }));
  const most = parts.map((part) => part.name).join(', ');
  return (
    <Lane
      label="Failed calls"
      height={height}
      head={<Head parts={parts} room={room} />}
      gutter={gutter}
      summary={most === '' ? 'No call failed.' : `Calls that failed a second, by answer: ${most}.`}
    >
      <PlotFrame width={width} height={height - 1} top={lane.top}>
        <StackedSeries series={parts} columns={columnsOf(model.window())} step />
      </PlotFrame>
    </Lane>
  );
}
