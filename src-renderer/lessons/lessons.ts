// SPDX-License-Identifier: Apache-2.0
// Lessons lie with their tracers and are compiled at build: adding one edits no list.
import type { ComponentType } from 'react';
import type { Topic } from '../select/call-family';

/** What a lesson says of itself. */
interface Lesson {
  readonly title: string;
  readonly sentence: string;
  /** Its place among the lessons of its tracer; the tracer with the least comes first. */
  readonly order: number;
  readonly about: readonly Topic[];
}

interface LessonModule {
  readonly default: ComponentType<{ components: Readonly<Record<string, unknown>> }>;
  readonly lesson: Lesson;
  /** Its text without marks, for the search (build/scripts/lesson-plugin.mjs). */
  readonly words: string;
}

export interface FoundLesson extends Lesson {
  /** `syscalls/why-calls-fail`. */
  readonly id: string;
  readonly tracer: string;
  readonly words: string;
  readonly Text: LessonModule['default'];
}

const modules = import.meta.glob<LessonModule>('../../bpf/tracers/*/lessons/*.mdx', { eager: true });

const found: readonly FoundLesson[] = Object.entries(modules).map(
  ([path, { default: Text, lesson, words }]) => {
    const [, tracer = '', name = ''] = /tracers\/([^/]+)\/lessons\/([^/]+)\.mdx$/.exec(path) ?? [];
    return { ...lesson, id: `${tracer}/${name}`, tracer, words, Text };
  },
);
const firstOf = (tracer: string) =>
  Math.min(...found.filter((one) => one.tracer === tracer).map(({ order }) => order));

export const LESSONS: readonly FoundLesson[] = [...found].sort(
  (a, b) => firstOf(a.tracer) - firstOf(b.tracer) || a.tracer.localeCompare(b.tracer) || a.order - b.order,
);

/** The lessons of a tracer that are about these topics, in the order of the topics, each once. */
export function lessonsAbout(tracer: string, topics: readonly Topic[]): FoundLesson[] {
  const found = topics.flatMap((topic) =>
    LESSONS.filter((one) => one.tracer === tracer && one.about.includes(topic)),
  );
  return [...new Set(found)];
}
