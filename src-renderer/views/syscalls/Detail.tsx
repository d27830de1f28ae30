// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { clockText, spanText } from '../../format/clock';
import { keepLayout } from '../../stores/settings-store';
import { machine, settings, view } from '../../stores/app';
import { useChannel, useSettings, useTold, useView } from '../../stores/hooks';
import type { Tab } from '../../stores/view-store';
import { Splitter } from '../../widgets/Splitter';
import { TabList } from '../../widgets/TabList';
import { CallTable } from './CallTable';
import { ChartTab } from './ChartTab';
import { ErrorsTab } from './ErrorsTab';
import { Explain } from './Explain';
import { LiveTab } from './LiveTab';
import { model } from './model';
import { lastShown } from '../time/shown-time';
import { useNarrow, useWide } from '../time/use-wide';

const TABS: readonly { id: Tab; label: string; replayed?: string; narrow?: boolean }[] = [
  { id: 'table', label: 'Processes and calls' },
  { id: 'errors', label: 'Errors' },
  { id: 'live', label: 'Live calls', replayed: 'Single calls' },
  { id: 'chart', label: 'Table of the chart' },
  { id: 'explain', label: 'Explained', narrow: true },
];

/** "mean of 14:05:49 to now, 2 min, at least". */
function StretchWords() {
  useChannel('rest');
  const marked = useView((state) => state.marked);
  useView((state) => state.fixed);
  useView((state) => state.span);
  const { from, to: asked } = model.stretch();
  // A replay stands somewhere in it.
  const to = machine.capture === null ? asked : Math.max(from, Math.min(asked, lastShown()));
  const began = Math.max(from, machine.history.began);
  const doubtful = model.bands().find((band) => band.kind !== 'before' && band.from < to && band.to > from);
  const live =
    machine.capture === null && marked === null && to === machine.latest && machine.trouble === null;
  const length = spanText(Math.max(0, to - began));
  if (machine.latest === 0) return null;
  return (
    <p className="stretch-words">
      <span className="third">mean of</span> {clockText(Math.round(began))} to {live ? 'now' : clockText(to)},{' '}
      {length}
      {marked !== null && ' selected'}
      {doubtful && (
        <abbr
          title={
            doubtful.kind === 'lost'
              ? `${doubtful.lost} events were lost (${doubtful.cause}), so the true figures are at least these.`
              : 'A part of this stretch was not seen, so the true figures are at least these.'
          }
        >
          , at least
        </abbr>
      )}
    </p>
  );
}

const PANEL_LEAST = 240;
const PANEL_MOST = 620;

export function Detail({ empty }: { empty: ReactNode }) {
  const narrow = useNarrow();
  const wide = useWide();
  const asked = useView((state) => state.tab);
  const tab = !narrow && asked === 'explain' ? 'table' : asked;
  const kept = useSettings((state) => state.settings.layout['panel.width']);
  const width =
    typeof kept === 'number' ? Math.min(PANEL_MOST, Math.max(PANEL_LEAST, kept)) : wide ? 380 : 292;
  const replayed = useTold('rest', () => machine.capture !== null);
  const tabs = TABS.filter((one) => !one.narrow || narrow).map((one) =>
    replayed && one.replayed ? { ...one, label: one.replayed } : one,
  );
  return (
    <div className="detail" style={{ '--panel': `${narrow ? 0 : width}px` } as React.CSSProperties}>
      <div className="detail-main">
        <div className="detail-tabs">
          <TabList
            label="Detail"
            tabs={tabs}
            chosen={tab}
            onChoose={(next) => view.setState({ tab: next })}
          />
          <StretchWords />
        </div>
        <div className="detail-body" role="tabpanel" id="detail" aria-labelledby={`tab-${tab}`}>
          {tab === 'table' && <CallTable empty={empty} />}
          {tab === 'errors' && <ErrorsTab />}
          {tab === 'live' && <LiveTab />}
          {tab === 'chart' && <ChartTab />}
          {tab === 'explain' && <Explain />}
        </div>
      </div>
      {!narrow && (
        <>
          <Splitter
            label="Width of the explanation"
            direction="vertical"
            reversed
            value={width}
            least={PANEL_LEAST}
            most={PANEL_MOST}
            onChange={(value) => keepLayout(settings, 'panel.width', value)}
          />
          <Explain />
        </>
      )}
    </div>
  );
}
