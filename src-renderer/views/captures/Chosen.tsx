// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { bytesText } from '../../../src-main/shared/amount';
import type { CaptureEntry } from '../../../src-main/shared/capture-files';
import { clockText, dayText, spanText } from '../../format/clock';
import { countedText } from '../../format/figure';
import { endOf } from '../../select/capture-words';
import { actionsOf } from './actions';
import { questionOf } from './list';

function howItEnded({ state, ended }: CaptureEntry): string {
  if (state === 'writing') return 'It is being recorded.';
  if (state === 'cut') return 'It was cut off: it has everything up to its last finished second.';
  return `It ended because ${endOf(ended ?? 'asked').why}.`;
}

function Facts({ entry }: { entry: CaptureEntry }) {
  const { begunMs, seconds, rows, bytes, lost, notWritten, hostname } = entry;
  const facts: readonly (readonly [string, string, boolean?])[] = [
    ['question', questionOf(entry)],
    ['begun', `${dayText(begunMs / 1000)} ${clockText(Math.floor(begunMs / 1000))}`],
    ['length', spanText(seconds)],
    ['size', bytesText(bytes)],
    ['rows', countedText(rows)],
    ['lost', countedText(lost), lost > 0],
    ['not written', countedText(notWritten), notWritten > 0],
    ['host', hostname],
  ];
  return (
    <dl className="side-facts">
      {facts.map(([name, value, bad]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={bad ? 'bad' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The capture that is chosen in the list. */
export function Chosen({ entry }: { entry: CaptureEntry }) {
  const { name, note, dir, problem } = entry;
  return (
    <section aria-label="Chosen capture">
      <h2>{name}</h2>
      {problem === null ? (
        <>
          {note !== '' && <p className="note">{note}</p>}
          <p className="second">{howItEnded(entry)}</p>
          <Facts entry={entry} />
        </>
      ) : (
        <p className="second">
          <span className="bad">{problem.what}</span> {problem.why} {problem.mend}
        </p>
      )}
      <code className="path">{dir}</code>
      <div className="side-acts">
        {actionsOf(entry).map(({ id, label, icon: Icon, run }, index) => (
          <Button
            key={id}
            variant={index === 0 ? 'filled' : 'default'}
            leftSection={Icon && <Icon size={13} />}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      </div>
    </section>
  );
}
