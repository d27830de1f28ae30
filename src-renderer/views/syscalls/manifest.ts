// SPDX-License-Identifier: Apache-2.0
import { SquareTerminal } from 'lucide-react';
import { defineView } from '../manifest';
import { ROW_KEYS, selectionCommands } from './actions';
import { FilterBar } from './FilterBar';
import { PlaceFigure } from './PlaceFigure';
import { SystemCalls } from './SystemCalls';

export default defineView({
  tracer: 'syscalls',
  first: true,
  title: 'System calls',
  sentence: 'What programs ask of the kernel, and how long it takes',
  icon: SquareTerminal,
  component: SystemCalls,
  filter: FilterBar,
  figure: PlaceFigure,
  commands: selectionCommands,
  keys: ROW_KEYS,
});
