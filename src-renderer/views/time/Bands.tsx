// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react';
import { countedText } from '../../format/figure';
import { spanText } from '../../format/clock';
import type { Band } from '../../select/bands';
import { placeOf } from '../../select/time-window';
import { useChannel, useView } from '../../stores/hooks';
import { shownBands, shownWindow } from './shown-time';

function words({ kind, lost, from, to }: Band): string {
  if (kind === 'lost') return `${countedText(lost)} lost`;
  if (kind === 'ahead') return 'not played yet';
  return kind === 'none' ? `no data ${spanText(to - from)}` : 'not yet watched';
}

/** Half of a label's width: labels stay inside the plot. */
const LABEL_HALF = 40;
/** What had not begun needs no label where there is no room for one. */
const BEFORE_LEAST = 110;

interface OneBandProps {
  band: Band;
  left: number;
  right: number;
  width: number;
  words: string;
}

const OneBand = memo(function OneBand({ band, left, right, width, words }: OneBandProps) {
  const middle = Math.min(width - LABEL_HALF, Math.max(LABEL_HALF, (left + right) / 2));
  const labelled = band.kind === 'lost' || band.kind === 'none' || right - left >= BEFORE_LEAST;
  return (
    <div className={`band ${band.kind}`} style={{ left, width: right - left }}>
      {labelled && (
        <span title={band.cause} style={{ left: middle - left }}>
          {words}
        </span>
      )}
    </div>
  );
});

/** Loss and gaps through all lanes, in words at the top; the label may be wider than the band. */
export function Bands({ width }: { width: number }) {
  useChannel('rest');
  const bands = useView(() => shownBands());
  const window = shownWindow();
  return bands.map((band) => (
    <OneBand
      key={`${band.kind}${band.from}`}
      band={band}
      left={placeOf(window, band.from) * width}
      right={placeOf(window, band.to) * width}
      width={width}
      words={words(band)}
    />
  ));
}
