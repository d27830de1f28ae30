// SPDX-License-Identifier: Apache-2.0
import { Button, Menu } from '@mantine/core';
import { ChevronDown, FileClock, Monitor, Pause, Play } from 'lucide-react';
import type { ComponentType } from 'react';
import type { CaptureInfo } from '../../src-main/shared/capture-contract';
import { machine } from '../stores/app';
import { useSettings, useTold, useView } from '../stores/hooks';
import { RecordButton, SaveButton } from './captures/RecordButton';
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
  const hello = useTold('rest', () => machine.hello);
  const host = hello?.host;
  const capture = hello?.capture ?? null;
  const shown = useSettings((state) => state.facts?.capture ?? null);
  if (shown !== null) return <RecordedHost capture={capture} />;
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

/** In a capture: whose it is, and the way to this machine now. */
function RecordedHost({ capture }: { capture: CaptureInfo | null }) {
  const words = `capture of ${capture?.hostname || 'a machine'}`;
  return (
    <Menu position="bottom-start" width={260} withinPortal={false}>
      <Menu.Target>
        <Button
          leftSection={<FileClock size={14} />}
          rightSection={<ChevronDown size={13} />}
          className="host"
          aria-label={words}
        >
          {words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{capture?.kernel && `Linux ${capture.kernel}, `}as it was then</Menu.Label>
        <Menu.Item onClick={() => void window.ringside.showLive()}>Show this machine now</Menu.Item>
        <Menu.Item onClick={() => void window.ringside.chooseCapture()}>Open another capture…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What can be done with this machine now; of a capture nothing of it. */
function LiveControls() {
  const paused = useView((view) => view.pausedAt !== null);
  return (
    <>
      <Button
        leftSection={paused ? <Play size={14} /> : <Pause size={14} />}
        aria-pressed={paused}
        aria-keyshortcuts="Space"
        onClick={togglePause}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <RecordButton />
      <SaveButton />
    </>
  );
}

export function TopBar({ filter: Filter }: { filter: ComponentType | undefined }) {
  const shown = useSettings((state) => state.facts?.capture ?? null);
  return (
    <header className="top-bar">
      <Brand />
      <Host />
      <div className="top-filter">{Filter && <Filter />}</div>
      {shown === null && <LiveControls />}
    </header>
  );
}
