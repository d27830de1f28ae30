// SPDX-License-Identifier: Apache-2.0
// The truth about the tool itself. Each item opens its explanation.
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { countedText, rateText } from '../format/figure';
import { minuteText, spanText } from '../format/clock';
import { counted } from '../format/plain-words';
import { causeText } from '../select/bands';
import { machine } from '../stores/app';
import { useChannel, useSettings, useView } from '../stores/hooks';
import { Explained } from './Explained';

function Item({ children, bad = false, about }: { children: ReactNode; bad?: boolean; about: ReactNode }) {
  return (
    <Explained position="top-start" width={320} about={about}>
      <UnstyledButton className={bad ? 'status-item bad' : 'status-item'}>{children}</UnstyledButton>
    </Explained>
  );
}

/** A loss stays in red for a minute. */
const LOSS_SECONDS = 60;

function Loss() {
  const { last, first, total } = machine.loss;
  const about = (
    <p>
      Events that could not be counted or carried, since the session began. The charts show where as a hatched
      band; figures of such a stretch are “at least”.
    </p>
  );
  if (total === 0)
    return (
      <Item about={about}>
        lost <b>0</b>
      </Item>
    );
  if (machine.latest - last >= LOSS_SECONDS)
    return (
      <Item about={about}>
        lost <b>{countedText(total)}</b> since {minuteText(first)}
      </Item>
    );
  const recent = machine.history.between(machine.latest - LOSS_SECONDS, machine.latest);
  const losses = recent.flatMap((message) => message.status.losses);
  const lost = losses.reduce((sum, loss) => sum + loss.count, 0);
  return (
    <Item bad about={about}>
      lost {countedText(lost)} in the last minute: {causeText(losses)}
    </Item>
  );
}

const share = (cores: number) => (cores * 100).toFixed(1);

function Cost() {
  const status = machine.status;
  if (status === null) return null;
  return (
    <Item
      about={
        <p>
          What watching costs, as a share of one core: the programs in the kernel {share(status.costKernel)}{' '}
          %, Ringside’s own processes {share(status.costApp)} %. History takes memory as well; the strip above
          the charts says how much.
        </p>
      }
    >
      watching costs <b>{share(status.costKernel + status.costApp)} %</b> of a core
      <span className="only-wide">
        : kernel {share(status.costKernel)}, app {share(status.costApp)}
      </span>
    </Item>
  );
}

function State() {
  const pausedAt = useView((view) => view.pausedAt);
  const shown = useSettings((state) => state.facts?.capture ?? null);
  const { trouble, capture } = machine;
  if (trouble !== null)
    return (
      <Item bad about={<p>{trouble.what}</p>}>
        <i className="dot off" /> {shown === null ? 'Not watching' : 'Not read'}
      </Item>
    );
  if (capture !== null)
    return (
      <Item
        about={<p>What a recording kept, by Ringside {capture.ringside}. Nothing here is of this moment.</p>}
      >
        <i className="dot off" /> Capture
      </Item>
    );
  if (machine.latest === 0)
    return (
      <Item about={<p>The engine has been asked, and its first second is not over yet.</p>}>
        <i className="dot off" /> Starting
      </Item>
    );
  if (pausedAt !== null)
    return (
      <Item about={<p>What is shown stands still. Counting goes on, nothing is lost; space resumes.</p>}>
        <i className="dot off" /> Paused, {spanText(machine.latest - pausedAt)} behind
      </Item>
    );
  return (
    <Item about={<p>The charts follow the machine, a second behind.</p>}>
      <i className="dot" /> Live
    </Item>
  );
}

function Counting() {
  const { status } = machine;
  if (status === null) return null;
  return (
    <>
      <Item
        about={
          <p>
            {machine.capture === null ? 'Watching' : 'Recorded'}: {status.tracers.join(', ') || 'nothing'}.
          </p>
        }
      >
        <b>{status.tracers.length}</b> {status.tracers.length === 1 ? 'tracer' : 'tracers'}
      </Item>
      <Item
        about={
          <p>
            Counted in the {machine.capture === null ? 'latest second' : 'second that was played last'},
            before any filter of the view. Nothing is sampled.
          </p>
        }
      >
        <b>{rateText(status.eventsPerSecond)}</b> {status.tracers.length === 1 ? 'calls' : 'events'}/s counted
      </Item>
      <Loss />
      {machine.capture === null && <Cost />}
      {machine.captures?.flight.armed && (
        <Item
          about={<p>The flight recorder holds every call; what that costs is in the figure beside it.</p>}
        >
          holding every call
        </Item>
      )}
      {status.streaming && !machine.captures?.flight.armed && machine.captures?.recordings.length === 0 && (
        <Item about={<p>Single calls of the selection are being sent, which costs more than counting.</p>}>
          following
        </Item>
      )}
    </>
  );
}

export function StatusBar() {
  useChannel('rest');
  const facts = useSettings((state) => state.facts);
  const { hello, status } = machine;
  const notice = status?.notices.at(-1);
  return (
    <footer className="status-bar">
      <State />
      <Counting />
      {notice && (
        <Item about={<p>{notice.text}</p>}>
          <span className="warn">notice</span>
        </Item>
      )}
      <span className="status-rest" />
      {facts !== null && !facts.sandbox && (
        <Item about={<p>The window runs without Chromium’s sandbox, because it was started by root.</p>}>
          <span className="warn">sandbox off</span>
        </Item>
      )}
      {hello && (
        <>
          {hello.rights !== '' && (
            <Item
              about={
                <p>
                  Door: {hello.door}. Rights: {hello.rights}.
                  {facts === null
                    ? ''
                    : ` Window: Electron ${facts.electron}, sandbox ${facts.sandbox ? 'on' : 'off'}.`}
                </p>
              }
            >
              {hello.rights}
            </Item>
          )}
          <Item about={<p>{hello.host.hostname}</p>}>
            Linux {hello.host.kernel}, {counted(String(hello.host.cpus), 'CPU', 'CPUs')}
          </Item>
        </>
      )}
    </footer>
  );
}
