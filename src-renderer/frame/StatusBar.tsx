// SPDX-License-Identifier: Apache-2.0
// The truth about the tool itself. Each item opens its explanation.
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StatusInfo } from '../../src-main/shared/contract';
import { countedText, rateText } from '../format/figure';
import { minuteText, spanText } from '../format/clock';
import { counted } from '../format/plain-words';
import { causeText } from '../select/bands';
import { machine } from '../stores/app';
import { useChannel, useSettings, useTold, useView } from '../stores/hooks';
import { Explained } from './Explained';

function Item({ children, bad = false, about }: { children: ReactNode; bad?: boolean; about: ReactNode }) {
  return (
    <Explained position="top-start" width={320} about={about}>
      <UnstyledButton className={bad ? 'status-item bad' : 'status-item'}>{children}</UnstyledButton>
    </Explained>
  );
}

/** A figure that changes each second, drawn without what is around it. */
const Told = ({ pick }: { pick: () => string }) => useTold('rest', pick);

/** A loss stays in red for a minute. */
const LOSS_SECONDS = 60;

function lossOfTheMinute(): string {
  const { last, total } = machine.loss;
  if (total === 0 || machine.latest - last >= LOSS_SECONDS) return '';
  const recent = machine.history.between(machine.latest - LOSS_SECONDS, machine.latest);
  const losses = recent.flatMap((message) => message.status.losses);
  const lost = losses.reduce((sum, loss) => sum + loss.count, 0);
  return `lost ${countedText(lost)} in the last minute: ${causeText(losses)}`;
}

function Loss() {
  const { first, total } = useTold('rest', () => machine.loss);
  const now = useTold('rest', lossOfTheMinute);
  const about = (
    <p>
      Events that could not be counted or carried, since the session began. The charts show where as a hatched
      band; figures of such a stretch are “at least”.
    </p>
  );
  return (
    <Item bad={now !== ''} about={about}>
      {now || (
        <>
          lost <b>{countedText(total)}</b>
          {total > 0 && ` since ${minuteText(first)}`}
        </>
      )}
    </Item>
  );
}

const share = (of: (status: StatusInfo) => number) => () =>
  ((machine.status === null ? 0 : of(machine.status)) * 100).toFixed(1);
const kernelShare = share(({ costKernel }) => costKernel);
const appShare = share(({ costApp }) => costApp);
const bothShares = share(({ costKernel, costApp }) => costKernel + costApp);

function Cost() {
  return (
    <Item
      about={
        <p>
          What watching costs, as a share of one core: the programs in the kernel <Told pick={kernelShare} />{' '}
          %, Ringside’s own processes <Told pick={appShare} /> %. History takes memory as well; the strip
          above the charts says how much.
        </p>
      }
    >
      watching costs{' '}
      <b>
        <Told pick={bothShares} /> %
      </b>{' '}
      of a core
      <span className="only-wide">
        : kernel <Told pick={kernelShare} />, app <Told pick={appShare} />
      </span>
    </Item>
  );
}

function State() {
  const pausedAt = useView((view) => view.pausedAt);
  const shown = useSettings((state) => state.facts?.capture ?? null);
  const trouble = useTold('rest', () => machine.trouble);
  const capture = useTold('rest', () => machine.capture);
  const begun = useTold('rest', () => machine.latest > 0);
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
  if (!begun)
    return (
      <Item about={<p>The engine has been asked, and its first second is not over yet.</p>}>
        <i className="dot off" /> Starting
      </Item>
    );
  if (pausedAt !== null)
    return (
      <Item about={<p>What is shown stands still. Counting goes on, nothing is lost; space resumes.</p>}>
        <i className="dot off" /> Paused, <Told pick={() => spanText(machine.latest - pausedAt)} /> behind
      </Item>
    );
  return (
    <Item about={<p>The charts follow the machine, a second behind.</p>}>
      <i className="dot" /> Live
    </Item>
  );
}

const eventRate = () => rateText(machine.status?.eventsPerSecond ?? 0);

function Counting() {
  useChannel('captures');
  const known = useTold('rest', () => machine.status !== null);
  const tracers = useTold('rest', () => machine.status?.tracers.length ?? 0);
  const names = useTold('rest', () => machine.status?.tracers.join(', ') ?? '');
  const streaming = useTold('rest', () => machine.status?.streaming === true);
  const live = useTold('rest', () => machine.capture === null);
  if (!known) return null;
  return (
    <>
      <Item
        about={
          <p>
            {live ? 'Watching' : 'Recorded'}: {names || 'nothing'}.
          </p>
        }
      >
        <b>{tracers}</b> {tracers === 1 ? 'tracer' : 'tracers'}
      </Item>
      <Item
        about={
          <p>
            Counted in the {live ? 'latest second' : 'second that was played last'}, before any filter of the
            view. Nothing is sampled.
          </p>
        }
      >
        <b>
          <Told pick={eventRate} />
        </b>{' '}
        {tracers === 1 ? 'calls' : 'events'}/s counted
      </Item>
      <Loss />
      {live && <Cost />}
      {machine.captures?.flight.armed && (
        <Item
          about={<p>The flight recorder holds every call; what that costs is in the figure beside it.</p>}
        >
          holding every call
        </Item>
      )}
      {streaming && !machine.captures?.flight.armed && machine.captures?.recordings.length === 0 && (
        <Item
          about={<p>Single events of what is looked at are being sent, which costs more than counting.</p>}
        >
          following
        </Item>
      )}
    </>
  );
}

export function StatusBar() {
  const facts = useSettings((state) => state.facts);
  const hello = useTold('rest', () => machine.hello);
  const notice = useTold('rest', () => machine.status?.notices.at(-1)?.text);
  return (
    <footer className="status-bar">
      <State />
      <Counting />
      {notice && (
        <Item about={<p>{notice}</p>}>
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
