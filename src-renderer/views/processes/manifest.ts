// SPDX-License-Identifier: Apache-2.0
import { ListTree } from 'lucide-react';
import { CELL_KEYS } from '../cell-actions';
import { PlaceFigure } from '../generic/PlaceFigure';
import { defineView } from '../manifest';
import { Processes } from './Processes';

export default defineView({
  tracer: 'processes',
  title: 'Processes',
  sentence: 'Who starts what, how long it lives, and how it ends',
  icon: ListTree,
  component: Processes,
  figure: PlaceFigure,
  follows: true,
  keys: CELL_KEYS,
});
