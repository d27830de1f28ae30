// SPDX-License-Identifier: Apache-2.0
// Lines above the page: what ended and where it is, what went to the trash, what did not go.
import type { ReactNode } from 'react';
import { bytesText } from '../../../src-main/shared/amount';
import type { RecordingInfo } from '../../../src-main/shared/capture-contract';
import type { Words } from '../../../src-main/shared/capture-files';
import { spanText } from '../../format/clock';
import { countedText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { endOf } from '../../select/capture-words';
import { captures, machine } from '../../stores/app';
import { dismiss } from '../../stores/captures-store';
import { useCaptures, useChannel } from '../../stores/hooks';
import { askDescription, openCapture, queryCapture, restore, reveal, showCapture } from './actions';

/** More of them would hide the page; the list of captures has all. */
const LINES_MOST = 3;

function Act({ label, run }: { label: string; run(): void }) {
  return (
    <button type="button" className="link" onClick={run}>
      {label}
    </button>
  );
}

function lossWords({ lost, notWritten }: RecordingInfo): ReactNode {
  if (lost === 0 && notWritten === 0) return 'nothing lost';
  const parts = [
    ...(lost > 0 ? [`${countedText(lost)} lost`] : []),
    ...(notWritten > 0 ? [`${countedText(notWritten)} not written`] : []),
  ];
  return <span className="bad">{parts.join(', ')}</span>;
}

function Ended({ info }: { info: RecordingInfo }) {
  const { dir, seconds, bytes, rows, trigger } = info;
  const name = useCaptures((state) => state.renamed[dir]) ?? info.name;
  const { why, mend } = endOf(info.ended ?? 'asked');
  return (
    <div className="lost-line over ended-line" role="status">
      <p>
        <b>{trigger === null ? `“${name}” is kept:` : `Saved by itself: ${trigger}`}</b> {bytesText(bytes)},{' '}
        {counted(countedText(rows), 'row', 'rows')} of {spanText(seconds)}, {lossWords(info)}. It ended
        because {why}. {mend}
      </p>
      <p className="line-acts">
        <code title={dir}>{dir}</code>
        <Act label="Open" run={() => openCapture(dir)} />
        <Act label="Query" run={() => queryCapture(dir)} />
        <Act label="Show in folder" run={() => showCapture(dir)} />
        <Act label="Copy path" run={() => void window.ringside.copyText(dir)} />
        <Act label="Name and note" run={() => void askDescription(dir)} />
        <Act label="In the list" run={() => reveal(dir)} />
        <Act label="Dismiss" run={() => dismiss(captures, dir)} />
      </p>
    </div>
  );
}

function Failed({ words, onRead }: { words: Words; onRead(): void }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what a failure says may be long, and then scrolls
    <div className="lost-line failed" role="alert" tabIndex={0}>
      <b>{words.what}</b> {words.why} {words.mend} <Act label="Dismiss" run={onRead} />
    </div>
  );
}

export function CaptureLines() {
  useChannel('captures');
  const dismissed = useCaptures((state) => state.dismissed);
  const failure = useCaptures((state) => state.failure);
  const trashed = useCaptures((state) => state.trashed);
  const ended = machine.endedCaptures.filter(({ dir }) => !dismissed.includes(dir)).slice(0, LINES_MOST);
  const { captureFailure } = machine;
  return (
    <>
      {captureFailure !== null && (
        <Failed
          words={captureFailure}
          onRead={() => {
            machine.captureFailure = null;
            machine.channels.tellOne('captures');
          }}
        />
      )}
      {failure !== null && <Failed words={failure} onRead={() => captures.setState({ failure: null })} />}
      {trashed !== null && (
        <div className="lost-line over" role="status">
          <b>“{trashed.name}” is in the trash.</b>{' '}
          <Act label="Bring it back" run={() => void restore(trashed.dir)} />{' '}
          <Act label="Dismiss" run={() => captures.setState({ trashed: null })} />
        </div>
      )}
      {ended.map((info) => (
        <Ended key={info.dir} info={info} />
      ))}
    </>
  );
}
