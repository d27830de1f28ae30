// SPDX-License-Identifier: Apache-2.0
import { Database } from 'lucide-react';
import { defineView } from '../manifest';
import { Query } from './Query';

export default defineView({
  tracer: 'query',
  title: 'Query',
  sentence: 'The capture in SQL',
  icon: Database,
  component: Query,
  only: 'capture',
  apart: true,
});
