// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from '@mantine/core';
import { view } from '../../stores/app';
import { useView } from '../../stores/hooks';
import type { Grouping } from '../../stores/view-store';
import { SpanControl } from '../time/SpanControl';

const GROUPS: { value: Grouping; label: string }[] = [
  { value: 'process', label: 'By process' },
  { value: 'call', label: 'By call' },
];

export function PageHead({ title, sentence }: { title: string; sentence: string }) {
  const groupBy = useView((state) => state.groupBy);
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
      <SpanControl />
    </header>
  );
}
