// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from '@mantine/core';
import { machine, view } from '../../stores/app';
import { useTold, useView } from '../../stores/hooks';
import { SPAN_LONGEST, type Span } from '../../stores/view-store';

const SPANS: { value: string; label: string; span: Span }[] = [
  { value: '30', label: '30 s', span: 30 },
  { value: '120', label: '2 min', span: 120 },
  { value: '600', label: '10 min', span: 600 },
];

export function SpanControl() {
  const live = useTold('rest', () => machine.capture === null);
  const spans = live
    ? SPANS
    : SPANS.map((one) => (one.span === SPAN_LONGEST ? { ...one, label: 'All' } : one));
  const span = useView((state) => state.span);
  const fixed = useView((state) => state.fixed);
  return (
    <SegmentedControl
      aria-label="Stretch of time"
      data={spans}
      value={fixed === null ? String(span) : ''}
      onChange={(value) => view.setState({ span: Number(value) as Span, fixed: null, marked: null })}
    />
  );
}
