// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from '@mantine/core';
import { view } from '../../stores/app';
import { useView } from '../../stores/hooks';
import type { Grouping, Span } from '../../stores/view-store';

const GROUPS: { value: Grouping; label: string }[] = [
  { value: 'process', label: 'By process' },
  { value: 'call', label: 'By call' },
];
const SPANS: { value: string; label: string; span: Span }[] = [
  { value: '30', label: '30 s', span: 30 },
  { value: '120', label: '2 min', span: 120 },
  { value: '600', label: '10 min', span: 600 },
];

export function PageHead({ title, sentence }: { title: string; sentence: string }) {
  const groupBy = useView((state) => state.groupBy);
  const span = useView((state) => state.span);
  const fixed = useView((state) => state.fixed);
  return (
    <header className="page-head">
      <h1>{title}</h1>
      <p>{sentence}</p>
      <SegmentedControl
        aria-label="Group"
        data={GROUPS}
        value={groupBy}
        onChange={(value) => view.setState({ groupBy: value as Grouping, open: new Set() })}
      />
      <SegmentedControl
        aria-label="Stretch of time"
        data={SPANS}
        value={fixed === null ? String(span) : ''}
        onChange={(value) => view.setState({ span: Number(value) as Span, fixed: null, marked: null })}
      />
    </header>
  );
}
