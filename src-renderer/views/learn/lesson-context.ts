// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from 'react';
import type { FoundLesson } from '../../lessons/lessons';

/** The lesson around a word of the vocabulary. */
export const LessonContext = createContext<FoundLesson | null>(null);

/** The tracer whose lesson it is: its page is where the lesson's links lead. */
export const useTracer = (): string => useContext(LessonContext)?.tracer ?? '';
