// SPDX-License-Identifier: Apache-2.0
import { machine } from '../stores/app';
import { useChannel } from '../stores/hooks';
import { Message } from '../widgets/Message';

/** What stands in the place of the page when there is nothing to show; null when there is. */
export function useTrouble() {
  useChannel('rest');
  const { trouble, hello, latest } = machine;
  const retry = { label: 'Try again', run: () => machine.send({ kind: 'retry' }) };
  if (trouble !== null && (trouble.state !== 'lost' || latest === 0))
    return <Message title={trouble.what} text={trouble.why} fact={trouble.mend} actions={[retry]} />;
  if (hello === null)
    return (
      <Message title="Connecting to the engine" text="The engine is starting. This takes about a second." />
    );
  if (latest === 0)
    return (
      <Message
        title="The first second is being counted"
        text="Tracing has begun. Charts appear with the first full second."
      />
    );
  return null;
}

/** The helper is gone, but what it told is still there: one line above the page. */
export function LostLine() {
  useChannel('rest');
  const { trouble, latest } = machine;
  if (trouble === null || trouble.state !== 'lost' || latest === 0) return null;
  return (
    <div className="lost-line" role="alert">
      <b>{trouble.what}</b> {trouble.why} {trouble.mend}{' '}
      <button type="button" className="link" onClick={() => machine.send({ kind: 'retry' })}>
        Try again
      </button>
    </div>
  );
}
