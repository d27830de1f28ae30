// SPDX-License-Identifier: Apache-2.0
// What is being recorded, and the question for the next recording.
import { useEffect, useRef, useState } from 'react';
import type { RecordingInfo } from '../../../src-main/shared/capture-contract';
import { captures } from '../../stores/app';
import { RecordForm } from './RecordForm';
import { Running } from './Running';

export function RecordPanel({ recordings }: { recordings: readonly RecordingInfo[] }) {
  const [more, setMore] = useState(recordings.length === 0);
  const count = recordings.length;
  const before = useRef(count);
  const panel = useRef<HTMLDivElement>(null);
  // The button that ended one is gone with it: the focus must not be.
  useEffect(() => {
    if (count < before.current) {
      if (count === 0) captures.setState({ panel: false });
      else if (!panel.current?.contains(document.activeElement)) panel.current?.focus();
    }
    before.current = count;
  }, [count]);
  return (
    <div ref={panel} tabIndex={-1}>
      {recordings.length > 0 && (
        <section className="running-list" aria-label="Being recorded">
          {recordings.map((recording) => (
            <Running key={recording.dir} recording={recording} />
          ))}
        </section>
      )}
      {more ? (
        <RecordForm />
      ) : (
        <button type="button" className="link" onClick={() => setMore(true)}>
          Record something else as well
        </button>
      )}
    </div>
  );
}
