// SPDX-License-Identifier: Apache-2.0
// What was shown last, wherever it lies: also what somebody sent, which is in no list of ours.
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { RecentCapture } from '../../../src-main/shared/capture-files';
import { dayText, minuteText } from '../../format/clock';
import { forgetRecent, lookAtRecent, openCapture } from '../../frame/captures/actions';
import { captures } from '../../stores/app';
import { useCaptures } from '../../stores/hooks';

function Line({ capture }: { capture: RecentCapture }) {
  const { path, name, shownMs, gone } = capture;
  return (
    <li className={gone ? 'gone' : undefined}>
      <UnstyledButton
        className="recent-open"
        title={path}
        aria-label={gone ? `${name}, gone: ${path}` : `Open ${name}`}
        onClick={() => openCapture(path)}
      >
        <span>
          <b>{name}</b>
          {gone ? (
            <i className="warn">gone</i>
          ) : (
            <i>
              {dayText(shownMs / 1000)} {minuteText(shownMs / 1000)}
            </i>
          )}
        </span>
        <small>
          <bdi>{path}</bdi>
        </small>
      </UnstyledButton>
      <ActionIcon aria-label={`Take off the list: ${name}`} onClick={() => void forgetRecent(path)}>
        <X size={13} />
      </ActionIcon>
    </li>
  );
}

export function Recent() {
  const recent = useCaptures((state) => state.recent);
  useEffect(() => {
    void lookAtRecent();
    // What changed may be gone, or back.
    return captures.subscribe((now, before) => {
      if (now.changes !== before.changes) void lookAtRecent();
    });
  }, []);
  if (recent.length === 0) return null;
  return (
    <section aria-label="Opened lately">
      <h2>Opened lately</h2>
      <ul className="recent">
        {recent.map((capture) => (
          <Line key={capture.path} capture={capture} />
        ))}
      </ul>
      <button type="button" className="link" onClick={() => void forgetRecent(null)}>
        Clear the list
      </button>
    </section>
  );
}
