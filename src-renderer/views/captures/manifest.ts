// SPDX-License-Identifier: Apache-2.0
import { Archive } from 'lucide-react';
import { defineView } from '../manifest';
import { ROW_KEYS } from './actions';
import { Captures } from './Captures';

export default defineView({
  tracer: 'captures',
  title: 'Captures',
  sentence: 'What was kept, and what the flight recorder still holds',
  icon: Archive,
  component: Captures,
  apart: true,
  only: 'live',
  keys: ROW_KEYS,
});
