// SPDX-License-Identifier: Apache-2.0
// What narrows the tree: text, terms, and the process that is followed.
import { ActionIcon } from '@mantine/core';
import { Search, X } from 'lucide-react';
import { useStore } from 'zustand';
import { visibleText } from '../../../src-main/shared/amount';
import { countedText } from '../../format/figure';
import { follow, scope } from '../../stores/scope';
import { livesView, removeLifeTerm } from './lives-view';
import { asked, followedLife, leftOut, tree } from './model';

function Chip({ words, remove }: { words: string; remove(): void }) {
  return (
    <span className="chip" title={words}>
      {words.length > 40 ? `${words.slice(0, 40)}…` : words}
      <button type="button" aria-label={`Remove ${words}`} onClick={remove}>
        <X size={12} />
      </button>
    </span>
  );
}

const COLUMNS: Readonly<Record<string, string>> = { comm: 'process', end: 'end' };

function Found() {
  const { count } = tree();
  const more = leftOut();
  const words =
    asked.lives.total === null
      ? 'Reading…'
      : `${countedText(count)} ${count === 1 ? 'process' : 'processes'}`;
  return (
    <p className="rows-found" role="status">
      {words}
      {more > 0 && `, without ${countedText(more)} that ended first`}
    </p>
  );
}

export function LivesBar() {
  const { terms, text } = useStore(livesView);
  const { followed } = useStore(scope);
  const life = followedLife();
  const narrowed = terms.length > 0 || followed !== null;
  return (
    <div className="rows-bar">
      <div className="filter rows-filter">
        <Search size={14} aria-hidden="true" />
        {followed !== null && (
          <Chip
            words={`tree of ${life ? `${visibleText(life.comm)} ` : ''}${followed.pid}`}
            remove={() => follow(null)}
          />
        )}
        {terms.map((term) => (
          <Chip
            key={`${term.column}${term.op}${term.value}`}
            words={`${COLUMNS[term.column] ?? term.column} ${term.op === 'is' ? '=' : '≠'} ${visibleText(String(term.value)) || 'none'}`}
            remove={() => removeLifeTerm(term)}
          />
        ))}
        <input
          id="filter"
          type="text"
          aria-label="Text in the processes"
          autoComplete="off"
          spellCheck={false}
          placeholder={narrowed ? '' : 'Name, argument, PID, container, unit, user or end'}
          value={text}
          onChange={(event) => livesView.setState({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return;
            event.stopPropagation();
            livesView.setState({ text: '' });
          }}
        />
        {text !== '' && (
          <ActionIcon
            size={18}
            variant="subtle"
            color="gray"
            aria-label="Clear the text"
            onClick={() => livesView.setState({ text: '' })}
          >
            <X size={12} />
          </ActionIcon>
        )}
      </div>
      <Found />
    </div>
  );
}
