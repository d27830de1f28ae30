// SPDX-License-Identifier: Apache-2.0
// The figures of a lesson: what this machine does just now, whatever filter and pause the live view has.
import type { ReactNode } from 'react';
import { callName, errnoName } from '../../../src-main/shared/call-text';
import { percentText, rateText } from '../../format/figure';
import { answerWords } from '../../format/plain-words';
import { isRetry } from '../../select/answers';
import { bucketQuantile, DURATION_MARKS, durationPlace, longestPossible } from '../../select/durations';
import { type CallSum, type LatestCalls, latestCalls, ofFamily } from '../../select/latest-calls';
import { waitsByDesign } from '../../select/waiting';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { Duration, Percent } from '../../widgets/Amount';
import { AxisMarks, Histogram } from '../../widgets/Histogram';

/** Mean of as many seconds: short enough to be now, long enough to be read. */
const SECONDS = 10;
const ROWS_MOST = 6;
const BAR_WIDTH = 320;
const BAR_HEIGHT = 48;

/** All figures of a lesson ask in the same second: it is added up once. */
let kept: { second: number; sums: LatestCalls } | null = null;

function useLatest(): LatestCalls | null {
  useChannel('rest');
  const { latest, trouble } = machine;
  if (trouble !== null || latest === 0) return null;
  if (kept?.second !== latest)
    kept = { second: latest, sums: latestCalls(machine.history.between(latest - SECONDS, latest)) };
  return kept.sums.seconds > 0 ? kept.sums : null;
}

function Live({ title, children }: { title: string; children: ReactNode }) {
  return (
    <figure className="live-figure">
      <figcaption>
        <i className="dot" /> {title}, mean of the last {SECONDS} s
      </figcaption>
      {children}
    </figure>
  );
}

/** In the place of a figure when nothing is watched. */
const Nothing = () => (
  <p className="live-figure quiet-figure">
    Here stands what this machine does now, as soon as calls are being counted.
  </p>
);

export function Now() {
  const sums = useLatest();
  if (sums === null) return <Nothing />;
  const failed = sums.calls.reduce((sum, one) => sum + one.failed, 0);
  return (
    <Live title="This machine">
      <p className="live-sentence">
        <b>{rateText(sums.count / sums.seconds)}</b> calls a second of{' '}
        {sums.calls.filter((one) => one.count > 0).length} kinds;{' '}
        {failed === 0 ? 'none failed' : <>{percentText(failed / Math.max(1, sums.count))} % failed</>}.
      </p>
    </Live>
  );
}

const half = ({ call, durations }: CallSum) =>
  waitsByDesign(call) ? (
    <span className="third">waits by design</span>
  ) : (
    <Duration ns={bucketQuantile(durations, 0.5)} />
  );

export function Busiest({ family }: { family?: string }) {
  const sums = useLatest();
  if (sums === null) return <Nothing />;
  const calls = ofFamily(sums.calls, family)
    .filter((one) => one.count > 0)
    .slice(0, ROWS_MOST);
  return (
    <Live title={family === undefined ? 'Asked most on this machine' : 'Asked most of these on this machine'}>
      {calls.length === 0 ? (
        <p className="live-sentence third">None just now.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col" className="text">
                Call
              </th>
              <th scope="col">Calls/s</th>
              <th scope="col">Failed</th>
              <th scope="col">Half take less than</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((one) => (
              <tr key={one.call}>
                <th scope="row" className="call">
                  {callName(one.call)}
                </th>
                <td>{rateText(one.count / sums.seconds)}</td>
                <td>
                  <Percent share={one.failed / one.count} bad />
                </td>
                <td>{half(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Live>
  );
}

export function Answers() {
  const sums = useLatest();
  if (sums === null) return <Nothing />;
  return (
    <Live title="Most frequent on this machine">
      {sums.answers.length === 0 ? (
        <p className="live-sentence third">No call failed.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col" className="text">
                Answer
              </th>
              <th scope="col">A second</th>
              <th scope="col" className="text">
                Mostly to
              </th>
              <th scope="col" className="text">
                It says
              </th>
            </tr>
          </thead>
          <tbody>
            {sums.answers.slice(0, ROWS_MOST).map(({ error, count, call }) => (
              <tr key={error}>
                <th scope="row" className={isRetry(error) ? 'call' : 'call bad'}>
                  {errnoName(error)}
                </th>
                <td>{rateText(count / sums.seconds)}</td>
                <td className="call text">{callName(call)}</td>
                <td className="second text">{answerWords(error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Live>
  );
}

function Spread({ name, counts }: { name: string; counts: Float64Array }) {
  const [p50, p99] = [bucketQuantile(counts, 0.5), bucketQuantile(counts, 0.99)];
  const longest = longestPossible(counts);
  const place = (ns: number | null) => (ns === null ? null : durationPlace(ns));
  return (
    <div className="spread-row">
      <div>
        <b>{name}</b>
        <dl>
          <div>
            <dt>p50</dt>
            <dd>
              <Duration ns={p50} />
            </dd>
          </div>
          <div>
            <dt>p99</dt>
            <dd>
              <Duration ns={p99} />
            </dd>
          </div>
          <div>
            <dt>none over</dt>
            <dd>
              <Duration ns={p50 === null || !Number.isFinite(longest) ? null : longest} />
            </dd>
          </div>
        </dl>
      </div>
      <div>
        <Histogram
          counts={counts}
          half={place(p50)}
          most={place(p99)}
          width={BAR_WIDTH}
          height={BAR_HEIGHT}
        />
        <AxisMarks marks={DURATION_MARKS} width={BAR_WIDTH} />
      </div>
    </div>
  );
}

export function Durations() {
  const sums = useLatest();
  if (sums === null) return <Nothing />;
  return (
    <Live title="All calls of this machine by how long they took">
      <Spread name="Wait by design" counts={sums.waiting} />
      <Spread name="All others" counts={sums.working} />
    </Live>
  );
}

export function Cost() {
  const sums = useLatest();
  const { status } = machine;
  if (sums === null || status === null) return <Nothing />;
  const perCall = status.eventsPerSecond > 0 ? (status.costKernel * 1e9) / status.eventsPerSecond : null;
  const share = (cores: number) => (cores * 100).toFixed(1);
  return (
    <figure className="live-figure">
      <figcaption>
        <i className="dot" /> This machine, in the latest second
      </figcaption>
      <p className="live-sentence">
        <b>{rateText(status.eventsPerSecond)}</b> calls counted; the programs in the kernel took{' '}
        <b>{share(status.costKernel)} %</b> of a core
        {perCall !== null && (
          <>
            , that is <b>{Math.round(perCall)} ns</b> a call
          </>
        )}
        ; Ringside’s own processes took <b>{share(status.costApp)} %</b>.
      </p>
    </figure>
  );
}
