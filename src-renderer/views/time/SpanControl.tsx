// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from '@mantine/core';
import { view } from '../../stores/app';
import { useView } from '../../stores/hooks';
import type { Span } from '../../stores/view-store';

const SPANS: { value: string; label: string; span: Span }[] = [
  { value: '30', label: '30 s', span: 30 },
  { value: '120', label: '2 min', span: 120 },
  { value: '600', label: '10 min', span: 600 },
];

export function SpanControl() {
  const span = useView((state) => state.span);
  const fixed = useView((state) => state.fixed);
  return (
    <SegmentedControl
      aria-label="Stretch of time"
      data={SPANS}
      value={fixed === null ? String(span) : ''}
      onChange={(value) => view.setState({ span: Number(value) as Span, fixed: null, marked: null })}
    />
  );
}
