// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all lint/correctness/noComponentHookFactories: names of keys, not of components
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { rateText } from '../../format/figure';
import { complete, type Rates, type Suggestion } from '../../select/completion';
import { type FilterTerm, readTerm, sameTerm, termText } from '../../../src-main/shared/filter-terms';
import { machine, view } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { addTerms } from './actions';
import { isErrno } from '../../../src-main/shared/errno-names';
import { model } from './model';

/** Rates of the latest second, unfiltered. */
function ratesNow(): Rates {
  const rates = { processes: new Map(), calls: new Map(), errors: new Map() };
  const message = machine.history.latest;
  if (message === undefined) return rates;
  const { calls, errors, seconds } = message;
  const add = (sums: Map<number, number>, key: number, count: number) =>
    sums.set(key, (sums.get(key) ?? 0) + count / seconds);
  for (let row = 0; row < calls.count.length; row++) {
    add(rates.processes, calls.process[row] ?? 0, calls.count[row] ?? 0);
    add(rates.calls, calls.call[row] ?? 0, calls.count[row] ?? 0);
  }
  for (let i = 0; i < errors.row.length; i++) add(rates.errors, errors.error[i] ?? 0, errors.count[i] ?? 0);
  return rates;
}

/** "shows 22,400 of 47,700 calls/s", whenever anything is hidden. */
function Shows() {
  useChannel('rest');
  useView((state) => state.terms);
  useView((state) => state.typed);
  if (model.matcher().all) return null;
  const digest = model.at(null);
  if (digest === null) return null;
  const { total, unfiltered, seconds } = digest;
  return (
    <span className="shows">
      shows {rateText(total / seconds)} of {rateText(unfiltered / seconds)} calls/s
    </span>
  );
}

function Chip({ term }: { term: FilterTerm }) {
  const remove = () => view.setState({ terms: view.getState().terms.filter((one) => !sameTerm(one, term)) });
  return (
    <span className="chip">
      {termText(term)}
      <button type="button" aria-label={`Remove ${termText(term)}`} onClick={remove}>
        <X size={12} />
      </button>
    </span>
  );
}

function Suggestions(props: {
  found: readonly Suggestion[];
  active: number;
  left: number;
  take: (one: Suggestion) => void;
}) {
  const { found, active, take } = props;
  return (
    <div className="completion" style={{ left: props.left }}>
      <div role="listbox" id="filter-suggestions" aria-label="Suggestions">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          <div
            key={`${one.term?.field ?? ''}${one.token}`}
            id={`suggestion-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={index === active ? 'active' : ''}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
          >
            <span className="token">{one.token}</span>
            <span className="words">{one.words}</span>
            {one.rate !== null && (
              <span className={one.rate > 0 ? 'rate' : 'rate third'}>
                {rateText(one.rate)}
                {one.rate > 0 && '/s'}
              </span>
            )}
          </div>
        ))}
      </div>
      <p>
        Filters what is shown, not what is counted.
        <span>
          <kbd>Tab</kbd> take <kbd>Enter</kbd> apply <kbd>Esc</kbd> leave
        </span>
      </p>
    </div>
  );
}

export function FilterBar() {
  const terms = useView((state) => state.terms);
  const typed = useView((state) => state.typed);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const reading = readTerm(typed, isErrno);
  const found = open ? complete(typed, reading, ratesNow(), machine.nameProcess) : [];
  const invalid = reading.state === 'invalid';
  const apply = (term: FilterTerm) => {
    addTerms([term]);
    view.setState({ typed: '' });
    setActive(0);
  };
  const take = (one: Suggestion) => {
    if (one.term !== null) apply(one.term);
    else view.setState({ typed: one.text });
    setActive(0);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const suggested = found[active];
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => (open ? setActive(Math.min(found.length - 1, active + 1)) : setOpen(true)),
      ArrowUp: () => setActive(Math.max(0, active - 1)),
      Tab:
        open && suggested !== undefined && typed !== '' && !event.shiftKey
          ? () => take(suggested)
          : undefined,
      Enter: () => {
        setOpen(reading.state === 'incomplete');
        const exact = reading.state === 'complete' && reading.term.field !== 'text';
        if (exact && active === 0) apply(reading.term);
        else if (suggested !== undefined && (active > 0 || reading.state === 'incomplete')) take(suggested);
        else if (reading.state === 'complete') apply(reading.term);
      },
      Escape: () => {
        if (open && typed !== '') view.setState({ typed: '' });
        else input.current?.blur();
        setOpen(false);
      },
      Backspace:
        typed === '' && terms.length > 0
          ? () => {
              const last = terms.at(-1);
              view.setState({ terms: terms.slice(0, -1), typed: last === undefined ? '' : termText(last) });
            }
          : undefined,
    };
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text is meant for the field
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field is reached by Tab and by "/"
    <div className={invalid ? 'filter invalid' : 'filter'} onClick={() => input.current?.focus()}>
      <Search size={14} aria-hidden="true" />
      {terms.map((term) => (
        <Chip key={termText(term)} term={term} />
      ))}
      <input
        ref={input}
        id="filter"
        type="text"
        role="combobox"
        aria-label="Filter"
        aria-expanded={open && found.length > 0}
        aria-controls="filter-suggestions"
        aria-activedescendant={open && found.length > 0 ? `suggestion-${active}` : undefined}
        aria-invalid={invalid}
        aria-describedby={invalid ? 'filter-why' : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={terms.length === 0 ? 'Filter: process, pid, call, errno, failed' : ''}
        value={typed}
        onChange={(event) => {
          view.setState({ typed: event.target.value });
          setOpen(true);
          setActive(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <Shows />
      <kbd>/</kbd>
      {open && found.length > 0 && (
        <Suggestions
          found={found}
          active={active}
          left={Math.max(0, (input.current?.offsetLeft ?? 0) - 12)}
          take={take}
        />
      )}
      {invalid && (
        <p id="filter-why" className="filter-why" role="alert">
          {reading.why}
        </p>
      )}
    </div>
  );
}
