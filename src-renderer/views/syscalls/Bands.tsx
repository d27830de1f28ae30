// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react';
import { countedText } from '../../format/figure';
import { spanText } from '../../format/clock';
import type { Band } from '../../select/bands';
import { placeOf } from '../../select/time-window';
import { useChannel, useView } from '../../stores/hooks';
import { model } from './model';

function words({ kind, lost, from, to }: Band): string {
  if (kind === 'lost') return `${countedText(lost)} lost`;
  return kind === 'none' ? `no data ${spanText(to - from)}` : 'not yet watched';
}

const OneBand = memo(function OneBand(props: { band: Band; left: number; right: number; words: string }) {
  return (
    <div className={`band ${props.band.kind}`} style={{ left: props.left, width: props.right - props.left }}>
      <span title={props.band.cause}>{props.words}</span>
    </div>
  );
});

/** Loss and gaps through all lanes, in words at the top; the label may be wider than the band. */
export function Bands({ width }: { width: number }) {
  useChannel('rest');
  const bands = useView(() => model.bands());
  const window = model.window();
  return bands.map((band) => (
    <OneBand
      key={`${band.kind}${band.from}`}
      band={band}
      left={placeOf(window, band.from) * width}
      right={placeOf(window, band.to) * width}
      words={words(band)}
    />
  ));
}
