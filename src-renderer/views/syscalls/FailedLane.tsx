// SPDX-License-Identifier: Apache-2.0
import { errnoName } from '../../../src-main/shared/call-text';
import { axisText, rateText } from '../../format/figure';
import { answerWords } from '../../format/plain-words';
import { isRetry } from '../../select/answers';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { OTHERS_COLOUR } from '../../theme/colours';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { PlotFrame } from '../../widgets/PlotFrame';
import { columnsOf } from '../time/columns';
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
  readonly retry?: boolean;
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

function together(parts: readonly Part[], name: string, words: string, colour: string): Part[] {
  const [first, ...more] = parts;
  if (first === undefined) return [];
  if (more.length === 0) return [first];
  const values = first.values.map((value, i) =>
    more.reduce((sum, part) => sum + (part.values[i] ?? 0), value),
  );
  return [{ key: name, name, words, colour, values, has: (error) => parts.some((part) => part.has(error)) }];
}

/** As many parts as the head has lines: no part of the chart goes without a name. */
function fitted(lane: LaneData, room: number): Part[] {
  const parts = partsOf(lane);
  if (parts.length <= room) return parts;
  const [failures, retries] = [parts.filter((part) => !part.retry), parts.filter((part) => part.retry)];
  const retry = together(retries, 'EAGAIN, ETIMEDOUT', 'not yet', OTHERS_COLOUR);
  const named = Math.max(1, room - retry.length - 1);
  const rest = failures.slice(named);
  const count = rest.length - (lane.others > 0 ? 1 : 0) + lane.others;
  return [
    ...failures.slice(0, named),
    ...together(rest, `${count} others`, 'fail for other reasons', OTHER_RED),
    ...retry,
  ];
}

function Head({ parts }: { parts: readonly Part[] }) {
  const digest = model.at(useHovered());
  const rateOf = (part: Part): string => {
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
        {parts.map((part) => (
          <LegendRow
            key={part.key}
            swatch={<Swatch colour={part.colour} />}
            name={
              <>
                {part.name} <span className="third">{part.words}</span>
              </>
            }
            title={`${part.name}: ${part.words}`}
            value={rateOf(part)}
          />
        ))}
      </div>
    </>
  );
}

export function FailedLane({ width, height, room }: { width: number; height: number; room: number }) {
  useChannel('failed');
  const lane = useView(() => model.failed());
  const parts = fitted(lane, room);
  const gutter = [1, 0].map((place) => ({ place, text: axisText(lane.top * place) }));
  const most = parts.map((part) => part.name).join(', ');
  return (
    <Lane
      label="Failed calls"
      height={height}
      head={<Head parts={parts} />}
      gutter={gutter}
      summary={most === '' ? 'No call failed.' : `Calls that failed a second, by answer: ${most}.`}
    >
      <PlotFrame
        width={width}
        height={height - 1}
        top={lane.top}
        series={parts}
        columns={columnsOf(model.window())}
        step
      />
    </Lane>
  );
}
