// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react';
import { durationFigure, percentText } from '../format/figure';

const TONES: Readonly<Record<string, string>> = { ns: 'tone-ns', µs: 'tone-us', ms: 'tone-ms', s: 'tone-s' };

/** A duration with its unit in a slot, so that figures align whatever the unit; slow ones are stronger. */
export const Duration = memo(function Duration({ ns }: { ns: number | null }) {
  if (ns === null) return <span className="no-data slot-time">–</span>;
  const { text, unit } = durationFigure(ns);
  return (
    <span className={TONES[unit] ?? ''}>
      {text}
      <span className="unit slot-time">{unit}</span>
    </span>
  );
});

export const Percent = memo(function Percent({
  share,
  bad = false,
}: {
  share: number | null;
  bad?: boolean;
}) {
  if (share === null) return <span className="no-data slot-percent">–</span>;
  const text = percentText(share);
  if (text === '0')
    return (
      <span className="zero">
        0<span className="unit slot-percent" />
      </span>
    );
  return (
    <span className={bad ? 'bad' : 'second'}>
      {text}
      <span className="unit slot-percent">%</span>
    </span>
  );
});
