// SPDX-License-Identifier: Apache-2.0
import { Button, Tooltip } from '@mantine/core';
import { ChevronDown, Circle, Monitor, Pause, Play } from 'lucide-react';
import type { ComponentType } from 'react';
import { machine } from '../stores/app';
import { useChannel, useView } from '../stores/hooks';
import { Explained } from './Explained';
import { togglePause } from './pause';

function Brand() {
  return (
    <div className="brand">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M8 1.5a6.5 6.5 0 1 0 6.5 6.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="8" cy="8" r="2.2" fill="currentColor" />
      </svg>
      <b>Ringside</b>
    </div>
  );
}

function Host() {
  useChannel('rest');
  const host = machine.hello?.host;
  const about =
    host === undefined
      ? 'Not connected to the engine yet.'
      : `${host.hostname}: Linux ${host.kernel}, ${host.cpus} CPUs. Only this machine can be watched.`;
  return (
    <Explained position="bottom-start" width={300} about={about}>
      <Button
        leftSection={<Monitor size={14} />}
        rightSection={<ChevronDown size={13} />}
        className="host"
        aria-label="this machine"
      >
        this machine
      </Button>
    </Explained>
  );
}

const LATER = 'Captures are not there yet: Ringside cannot write recordings to files.';

export function TopBar({ filter: Filter }: { filter: ComponentType | undefined }) {
  const paused = useView((view) => view.pausedAt !== null);
  return (
    <header className="top-bar">
      <Brand />
      <Host />
      <div className="top-filter">{Filter && <Filter />}</div>
      <Button
        leftSection={paused ? <Play size={14} /> : <Pause size={14} />}
        aria-pressed={paused}
        aria-keyshortcuts="Space"
        onClick={togglePause}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Tooltip label={LATER} w={240}>
        <Button leftSection={<Circle size={12} strokeWidth={2.6} />} data-disabled aria-disabled="true">
          Record
        </Button>
      </Tooltip>
      <Tooltip label={LATER} w={240}>
        <Button data-disabled aria-disabled="true">
          Save last 30 s
        </Button>
      </Tooltip>
    </header>
  );
}
