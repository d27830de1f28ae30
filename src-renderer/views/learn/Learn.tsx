// SPDX-License-Identifier: Apache-2.0
// Lessons: their list at the left, the open one beside it.
import { UnstyledButton } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type FoundLesson, LESSONS } from '../../lessons/lessons';
import { trail, view } from '../../stores/app';
import { useView } from '../../stores/hooks';
import { titled } from '../generic/figures';
import { LessonContext } from './lesson-context';
import { Scroll } from '../../widgets/Scroll';
import { VOCABULARY } from './vocabulary';
import './learn.css';

const TRACERS = [...new Set(LESSONS.map((lesson) => lesson.tracer))].map((tracer) => ({
  tracer,
  lessons: LESSONS.filter((lesson) => lesson.tracer === tracer),
}));

function List({ open }: { open: FoundLesson | undefined }) {
  return (
    <nav className="lesson-list" aria-label="Lessons">
      {TRACERS.map(({ tracer, lessons }) => (
        <section key={tracer}>
          {TRACERS.length > 1 && <h2>{titled(tracer)}</h2>}
          <ol>
            {lessons.map((lesson) => (
              <li key={lesson.id}>
                <UnstyledButton
                  className="lesson-item"
                  aria-current={lesson === open ? 'page' : undefined}
                  onClick={() => view.setState({ lesson: lesson.id })}
                >
                  <b>{lesson.title}</b>
                  <span>{lesson.sentence}</span>
                </UnstyledButton>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}

/** The neighbours in the list, at the foot of a lesson. */
function Neighbours({ lesson }: { lesson: FoundLesson }) {
  const at = LESSONS.indexOf(lesson);
  const [before, after] = [LESSONS[at - 1], LESSONS[at + 1]];
  const go = (to: FoundLesson) => view.setState({ lesson: to.id });
  return (
    <footer className="lesson-foot">
      {before && (
        <button type="button" className="link" onClick={() => go(before)}>
          <ChevronLeft size={14} aria-hidden="true" /> {before.title}
        </button>
      )}
      {after && (
        <button type="button" className="link next" onClick={() => go(after)}>
          {after.title} <ChevronRight size={14} aria-hidden="true" />
        </button>
      )}
    </footer>
  );
}

export function Learn() {
  const asked = useView((state) => state.lesson);
  const lesson = LESSONS.find((one) => one.id === asked) ?? LESSONS[0];
  const page = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lesson begins at its top
  useEffect(() => page.current?.scrollTo(0, 0), [lesson]);
  return (
    <div className="page learn">
      <header className="page-head">
        <h1>Learn</h1>
        <p>Short lessons about what is seen here, with the figures of this machine</p>
        <button type="button" className="link" disabled={!trail.canGoBack} onClick={() => trail.go(-1)}>
          Back <kbd>Alt ←</kbd>
        </button>
      </header>
      <div className="learn-body">
        <List open={lesson} />
        {lesson && (
          <Scroll as="article" ref={page} className="lesson" aria-labelledby="lesson-title">
            <div className="lesson-text">
              <h2 id="lesson-title" className="lesson-title">
                {lesson.title}
              </h2>
              <p className="lesson-sentence">{lesson.sentence}</p>
              <LessonContext value={lesson}>
                <lesson.Text components={VOCABULARY} />
              </LessonContext>
              <Neighbours lesson={lesson} />
            </div>
          </Scroll>
        )}
      </div>
    </div>
  );
}
