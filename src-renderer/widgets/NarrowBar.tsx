// SPDX-License-Identifier: Apache-2.0
// What narrows a table: terms that can be taken away, text, and how much is left.
import { ActionIcon } from '@mantine/core';
import { Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../src-main/shared/amount';

const LETTERS_MOST = 40;

export interface NarrowTerm {
  /** "process = cat". */
  readonly words: string;
  /** In full, where the words are cut. */
  readonly title?: string;
  remove(): void;
}

export interface NarrowBarProps {
  readonly terms: readonly NarrowTerm[];
  readonly text: string;
  onText(text: string): void;
  readonly label: string;
  readonly placeholder: string;
  /** "12 rows". */
  readonly found: ReactNode;
  readonly children?: ReactNode;
}

/** `name op value`; of a long value the end, which tells more of a path. */
export function termWords(name: string, op: string, value: string): string {
  const shown = visibleText(value);
  return `${name} ${op} ${shown.length > LETTERS_MOST ? `…${shown.slice(-LETTERS_MOST)}` : shown || 'none'}`;
}

function Chip({ words, title = words, remove }: NarrowTerm) {
  return (
    <span className="chip" title={title}>
      {words}
      <button type="button" aria-label={`Remove ${words}`} onClick={remove}>
        <X size={12} />
      </button>
    </span>
  );
}

export function NarrowBar({ terms, text, onText, label, placeholder, found, children }: NarrowBarProps) {
  return (
    <div className="narrow-bar">
      <div className="filter">
        <Search size={14} aria-hidden="true" />
        {terms.map((term) => (
          <Chip key={term.words} {...term} />
        ))}
        <input
          id="filter"
          type="text"
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
          placeholder={terms.length === 0 ? placeholder : ''}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return;
            event.stopPropagation();
            onText('');
          }}
        />
        {text !== '' && (
          <ActionIcon
            size={18}
            variant="subtle"
            color="gray"
            aria-label="Clear the text"
            onClick={() => onText('')}
          >
            <X size={12} />
          </ActionIcon>
        )}
      </div>
      <p className="narrow-found" role="status">
        {found}
      </p>
      {children}
    </div>
  );
}
