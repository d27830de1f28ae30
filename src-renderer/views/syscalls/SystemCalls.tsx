// SPDX-License-Identifier: Apache-2.0
import { clockText } from '../../format/clock';
import { keepLayout } from '../../stores/settings-store';
import { machine, settings, view } from '../../stores/app';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { Message } from '../../widgets/Message';
import { Splitter } from '../../widgets/Splitter';
import { rateText } from '../../format/figure';
import { Bands } from '../time/Bands';
import { Flags } from '../time/Flags';
import { CallsLane, openAreaMenu } from './CallsLane';
import { Detail } from './Detail';
import { DurationsLane } from './DurationsLane';
import { FailedLane } from './FailedLane';
import { model } from './model';
import { Overview } from './Overview';
import { PageHead } from './PageHead';
import { Ruler } from '../time/Ruler';
import { TimeLayer } from '../time/TimeLayer';
import { usePlotWidth } from '../time/use-plot-width';
import { useWide } from '../time/use-wide';
import './syscalls.css';
import './explanation.css';

/** Heights of the lanes; the splitter adds to the first two. */
const HEIGHTS = {
  narrow: { calls: 152, durations: 100, failed: 66 },
  wide: { calls: 200, durations: 168, failed: 84 },
};
const EXTRA_LEAST = -60;
const EXTRA_MOST = 400;

function valueText(second: number): string {
  const digest = model.at(second);
  if (digest === null) return `${clockText(second)}, no data`;
  const { total, failed, seconds } = digest;
  return `${clockText(second)}, ${rateText(total / seconds)} calls a second, ${rateText(failed / seconds)} failed`;
}

/** Nothing to show: says whether it is the filter or the machine, and what is outside. */
function NothingMatches() {
  useChannel('rest');
  const filtered = useView((state) => state.terms.length > 0 || state.typed.trim() !== '');
  const lane = useView(() => model.calls());
  if (lane.shown.length > 0) return null;
  if (!filtered && machine.capture !== null)
    return (
      <Message
        title="No call up to here"
        text="In the part of the capture that was played no program asked the kernel for anything."
        actions={[{ label: 'All at once', run: () => machine.send({ kind: 'play', speed: 0 }) }]}
      />
    );
  if (!filtered)
    return (
      <Message
        title="No program asked the kernel for anything"
        text="As soon as one does, its calls appear here: how many, how long they take and which fail."
        fact="For ten seconds, a process named ringside-demo can ask for its parent and open a file that does not exist. It changes nothing."
        actions={[{ label: 'Make some system calls', run: () => machine.send({ kind: 'demonstrate' }) }]}
      />
    );
  const outside = model.at(null);
  const rate = outside === null ? 0 : outside.unfiltered / outside.seconds;
  return (
    <Message
      title="No call matches the filter"
      text={`Nothing in this stretch of time matches. ${rateText(rate)} calls/s are outside the filter.`}
      actions={[{ label: 'Clear the filter', run: () => view.setState({ terms: [], typed: '' }) }]}
    />
  );
}

function Lanes() {
  const [width, measure] = usePlotWidth();
  const wide = useWide();
  const extra = Number(useSettings((state) => state.settings.layout['lanes.extra']) ?? 0);
  const base = wide ? HEIGHTS.wide : HEIGHTS.narrow;
  const calls = Math.max(110, base.calls + Math.round(extra * 0.6));
  const durations = Math.max(76, base.durations + Math.round(extra * 0.4));
  return (
    <>
      <Overview width={width} />
      <div className="lanes">
        <Ruler width={width} onMeasure={measure} />
        {width > 0 && (
          <>
            <CallsLane width={width} height={calls} />
            <DurationsLane width={width} height={durations} />
            <FailedLane width={width} height={base.failed} room={wide ? 4 : 3} />
            <TimeLayer width={width} valueText={valueText} onMenu={openAreaMenu}>
              <Bands width={width} />
              <Flags width={width} />
            </TimeLayer>
          </>
        )}
      </div>
      <Splitter
        label="Height of the charts"
        direction="horizontal"
        value={extra}
        least={EXTRA_LEAST}
        most={EXTRA_MOST}
        onChange={(value) => keepLayout(settings, 'lanes.extra', value)}
      />
    </>
  );
}

export function SystemCalls() {
  return (
    <div className="page">
      <PageHead title="System calls" sentence="What programs ask of the kernel, and how long it takes" />
      <Lanes />
      <Detail empty={<NothingMatches />} />
    </div>
  );
}
