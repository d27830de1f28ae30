// SPDX-License-Identifier: Apache-2.0
// At the top right: what is recorded, or how to begin; and the last 30 seconds.
import { Button, Popover, Tooltip } from '@mantine/core';
import { Circle } from 'lucide-react';
import { spanText } from '../../format/clock';
import { captures, machine } from '../../stores/app';
import { useCaptures, useChannel, useTold } from '../../stores/hooks';
import { openPanel, saveLast, whyNot } from './actions';
import { RecordPanel } from './RecordPanel';
import './captures.css';

function words(recordings: number, seconds: number): string {
  if (recordings === 0) return 'Record';
  return recordings === 1 ? spanText(seconds) : `${recordings} × ${spanText(seconds)}`;
}

export function RecordButton() {
  useChannel('captures');
  const opened = useCaptures((state) => state.panel);
  const recordings = machine.captures?.recordings ?? [];
  const longest = Math.max(0, ...recordings.map(({ seconds }) => seconds));
  const obstacle = useTold('rest', whyNot);
  const running = recordings.length > 0;
  const button = (
    <Button
      className={running ? 'record on' : 'record'}
      leftSection={<Circle size={12} strokeWidth={2.6} fill={running ? 'currentColor' : 'none'} />}
      aria-label={running ? `Recording, ${words(recordings.length, longest)}` : 'Record'}
      aria-keyshortcuts="R"
      aria-disabled={obstacle !== null}
      {...(obstacle === null ? {} : { 'data-disabled': true })}
      onClick={() => (opened ? captures.setState({ panel: false }) : openPanel())}
    >
      {words(recordings.length, longest)}
    </Button>
  );
  if (obstacle !== null)
    return (
      <Tooltip label={obstacle} w={240}>
        {button}
      </Tooltip>
    );
  return (
    <Popover
      opened={opened}
      onChange={(panel) => captures.setState({ panel })}
      position="bottom-end"
      width={420}
      trapFocus
      returnFocus
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className="record-panel" aria-label="Record">
        <RecordPanel recordings={recordings} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function SaveButton() {
  useChannel('captures');
  const obstacle = useTold('rest', whyNot);
  const armed = machine.captures?.flight.armed === true;
  const label =
    obstacle ??
    (armed
      ? 'Keeps the counts and every call of the last 30 seconds.'
      : 'Keeps the counts of the last 30 seconds. Single calls are held too once the flight recorder is told to: in Captures.');
  return (
    <Tooltip label={label} w={260}>
      <Button
        onClick={saveLast}
        aria-keyshortcuts="Control+S"
        aria-disabled={obstacle !== null}
        {...(obstacle === null ? {} : { 'data-disabled': true })}
      >
        Save last 30 s
      </Button>
    </Tooltip>
  );
}
