// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { bytesText } from '../../src-main/shared/amount';
import { spanText } from '../format/clock';
import { machine } from '../stores/app';
import { useSettings, useTold } from '../stores/hooks';
import type { Resumed } from '../stores/machine';
import { Message } from '../widgets/Message';

const useTolds = () => ({
  trouble: useTold('rest', () => machine.trouble),
  hello: useTold('rest', () => machine.hello),
  opening: useTold('rest', () => machine.opening),
  /** Whether anything was counted yet. */
  begun: useTold('rest', () => machine.latest > 0),
});

/** What stands in the place of the page when there is nothing to show; null when there is. */
export function useTrouble() {
  const shown = useSettings((state) => state.facts?.capture ?? null);
  const { trouble, hello, opening, begun } = useTolds();
  const retry = { label: 'Try again', run: () => machine.send({ kind: 'retry' }) };
  if (trouble !== null && shown !== null && trouble.state !== 'lost')
    return (
      <Message
        title={trouble.what}
        text={trouble.why}
        fact={trouble.mend}
        actions={[retry, { label: 'Open another capture…', run: () => void window.ringside.chooseCapture() }]}
      />
    );
  if (trouble !== null && (trouble.state !== 'lost' || !begun))
    return <Message title={trouble.what} text={trouble.why} fact={trouble.mend} actions={[retry]} />;
  if (hello === null && shown !== null && opening !== null) {
    const { done, total } = opening;
    return (
      <Message
        title={`Opening ${shown.split('/').at(-1)}`}
        text="A single file is unpacked before it is read: to the cache, for as long as this window is open."
        progress={{
          label: 'Unpacked',
          share: done / total,
          text: `${bytesText(done)} of ${bytesText(total)}`,
        }}
        actions={[{ label: 'Cancel', run: () => machine.send({ kind: 'cancel-open' }) }]}
      />
    );
  }
  if (hello === null && shown !== null)
    return (
      <Message
        title={`Opening ${shown.split('/').at(-1)}`}
        text="It is read in a process that can do nothing else. Large captures take some seconds."
      />
    );
  if (hello === null)
    return (
      <Message title="Connecting to the engine" text="The engine is starting. This takes about a second." />
    );
  if (!begun && shown === null)
    return (
      <Message
        title="The first second is being counted"
        text="Tracing has begun. Charts appear as soon as there is something to show."
      />
    );
  return null;
}

const RESUMED_SHOWN_MS = 10_000;

/** Watching goes on after a loss: how much is missing, for ten seconds or until it is dismissed. */
function ResumedLine({ resumed }: { resumed: Resumed }) {
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), RESUMED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  const missing =
    resumed.missing === 0
      ? 'less than a second is missing.'
      : `${spanText(resumed.missing)} ${resumed.missing === 1 ? 'is' : 'are'} missing.`;
  return (
    <div className="lost-line over" role="status">
      <b>The {resumed.after} was restarted:</b> {missing}{' '}
      <button type="button" className="link" onClick={() => setShown(false)}>
        Dismiss
      </button>
    </div>
  );
}

/** The helper is gone, but what it told is still there: one line above the page. */
export function LostLine() {
  const { trouble, begun } = useTolds();
  const resumed = useTold('rest', () => machine.resumed);
  if (trouble === null) return resumed && <ResumedLine key={resumed.at} resumed={resumed} />;
  if (trouble.state !== 'lost' || !begun) return null;
  return (
    <div className="lost-line" role="alert">
      <b>{trouble.what}</b> {trouble.why} {trouble.mend}{' '}
      <button type="button" className="link" onClick={() => machine.send({ kind: 'retry' })}>
        Try again
      </button>
    </div>
  );
}
