// SPDX-License-Identifier: Apache-2.0
// The place of captures: the list, what is chosen in it, the flight recorder and what sets it off.
import { Button } from '@mantine/core';
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { CaptureEntry } from '../../../src-main/shared/capture-files';
import { chooseCapture, openPanel, saveLast } from '../../frame/captures/actions';
import { countedText } from '../../format/figure';
import { captures } from '../../stores/app';
import { useCaptures, useSettings } from '../../stores/hooks';
import { Grid } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import { Message } from '../../widgets/Message';
import { useColumnLayout } from '../time/use-layout';
import { actionsOf, runKey } from './actions';
import { CAPTURE_COLUMNS, sortValue } from './capture-columns';
import { Chosen } from './Chosen';
import { FlightRecorder } from './FlightRecorder';
import { matches, useCaptureList, withLive } from './list';
import { Recent } from './Recent';
import './captures.css';

function sorted(rows: readonly CaptureEntry[], { column, descending }: GridSort): CaptureEntry[] {
  const by = (a: CaptureEntry, b: CaptureEntry) => {
    const [x, y] = [sortValue(a, column), sortValue(b, column)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  return [...rows].sort((a, b) => (descending ? by(b, a) : by(a, b)));
}

const EMPTY = (
  <Message
    title="Nothing has been kept yet"
    text="A capture keeps what is seen here: counts second by second and, if wanted, every single call. It stays on this machine, as plain Parquet that any engine reads."
    fact="The flight recorder holds the last minutes at any moment: what just happened can still be saved."
    actions={[
      { label: 'Save the last 30 s', run: saveLast },
      { label: 'Record', run: openPanel },
    ]}
  />
);

export function Captures() {
  const { list, failure } = useCaptureList();
  const chosen = useCaptures((state) => state.chosen);
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useColumnLayout('captures');
  const [sort, setSort] = useState<GridSort>({ column: 'when', descending: true });
  const [search, setSearch] = useState('');
  const all = (list?.captures ?? []).map(withLive);
  const rows = sorted(
    all.filter((entry) => matches(entry, search)),
    sort,
  );
  const entry = all.find(({ dir }) => dir === chosen);
  const nothing =
    all.length === 0 ? (
      EMPTY
    ) : (
      <Message
        title="No capture matches"
        text={`None of ${countedText(all.length)} has “${search}” in its name, note, question or host.`}
        actions={[{ label: 'Show all', run: () => setSearch('') }]}
      />
    );
  return (
    <div className="page captures">
      <header className="page-head">
        <h1>Captures</h1>
        <p>What was kept, and what the flight recorder still holds</p>
        <input
          type="text"
          className="search"
          placeholder="Search"
          aria-label="Search captures"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Button leftSection={<FolderOpen size={14} />} onClick={chooseCapture} aria-keyshortcuts="Control+O">
          Open…
        </Button>
      </header>
      <div className="captures-body">
        <div className="captures-list">
          {failure === null ? (
            <Grid
              label="Captures"
              columns={CAPTURE_COLUMNS}
              rows={rows}
              rowHeight={rowHeight}
              keyOf={({ dir }) => dir}
              sort={sort}
              onSort={setSort}
              layout={layout}
              onLayout={setLayout}
              selected={chosen}
              onSelect={({ dir }) => captures.setState({ chosen: dir })}
              menuOf={(row) => [actionsOf(row)]}
              onRowKey={({ key }, row) => runKey(key, row)}
              empty={list === null ? undefined : nothing}
            />
          ) : (
            <Message title={failure.what} text={failure.why} fact={failure.mend} />
          )}
          {list !== null && list.leftOut > 0 && (
            <p className="quiet fine">The {countedText(list.leftOut)} oldest are not listed.</p>
          )}
        </div>
        <aside className="captures-side" aria-label="Capture and flight recorder">
          {entry !== undefined && <Chosen entry={entry} />}
          <FlightRecorder />
          <Recent />
        </aside>
      </div>
    </div>
  );
}
