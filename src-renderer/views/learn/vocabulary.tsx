// SPDX-License-Identifier: Apache-2.0
// What the text of a lesson may say beside Markdown: live figures, ways, and links back to the live view.
import { ActionIcon } from '@mantine/core';
import { ArrowRight, Copy } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { isErrno } from '../../../src-main/shared/errno-names';
import { type FilterTerm, readTerm } from '../../../src-main/shared/filter-terms';
import { view } from '../../stores/app';
import type { Grouping } from '../../stores/view-store';
import { Answers, Busiest, Cost, Durations, Now } from './figures';
import { Scroll } from '../../widgets/Scroll';
import { useTracer } from './lesson-context';

/** Terms of the filter's language; a test reads those of all lessons. */
function termsOf(texts: readonly string[]): FilterTerm[] {
  return texts.flatMap((text) => {
    const reading = readTerm(text, isErrno);
    return reading.state === 'complete' ? [reading.term] : [];
  });
}

/** Leads to the live view with a filter set. */
function LookAt(props: { filter: readonly string[]; by: Grouping; children: ReactNode }) {
  const tracer = useTracer();
  const look = () =>
    view.setState({
      ...{ place: tracer, terms: termsOf(props.filter), typed: '', groupBy: props.by, tab: 'table' },
      ...{ open: new Set(), selected: null, marked: null, fixed: null },
    });
  return (
    <button type="button" className="link look-at" onClick={look}>
      {props.children}
      <ArrowRight size={13} aria-hidden="true" />
    </button>
  );
}

/** A link of the text: `lesson:why-calls-fail`. There are no others, since the window leads nowhere else. */
function Anchor({ href = '', children }: { href?: string; children?: ReactNode }) {
  const tracer = useTracer();
  const name = href.replace(/^lesson:/, '');
  return (
    <button
      type="button"
      className="link"
      onClick={() => view.setState({ place: 'learn', lesson: `${tracer}/${name}` })}
    >
      {children}
    </button>
  );
}

/** Lines to be tried in a terminal. */
function Lines({ children }: { children?: ReactNode }) {
  const text = useRef<HTMLPreElement>(null);
  return (
    <div className="lines">
      <pre ref={text}>{children}</pre>
      <ActionIcon
        aria-label="Copy these lines"
        title="Copy these lines"
        onClick={() => void window.ringside.copyText(text.current?.textContent?.trim() ?? '')}
      >
        <Copy size={14} />
      </ActionIcon>
    </div>
  );
}

function Table({ children }: { children?: ReactNode }) {
  return (
    <Scroll as="section" className="lesson-table" aria-label="Table">
      <table>{children}</table>
    </Scroll>
  );
}

/** Steps from one place to another. */
const Way = ({ children }: { children?: ReactNode }) => <div className="way">{children}</div>;
/** Marks the point of a way at which Ringside looks. */
const Here = ({ children }: { children?: ReactNode }) => <span className="here">{children}</span>;
const Heading = ({ children }: { children?: ReactNode }) => <h3>{children}</h3>;

export const VOCABULARY = {
  ...{ a: Anchor, h2: Heading, pre: Lines, table: Table },
  ...{ Answers, Busiest, Cost, Durations, Here, LookAt, Now, Way },
} as const;
