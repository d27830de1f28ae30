// SPDX-License-Identifier: Apache-2.0
import { GraduationCap } from 'lucide-react';
import { defineView } from '../manifest';
import { Learn } from './Learn';

export default defineView({
  tracer: 'learn',
  title: 'Learn',
  sentence: 'Short lessons about what is seen here, with the figures of this machine',
  icon: GraduationCap,
  component: Learn,
  apart: true,
});
