// SPDX-License-Identifier: Apache-2.0
// What narrows the tree: text, terms, and the process that is followed.
import { useStore } from 'zustand';
import { visibleText } from '../../../src-main/shared/amount';
import { counted } from '../../format/plain-words';
import { countedText } from '../../format/figure';
import { follow, scope } from '../../stores/scope';
import { NarrowBar, type NarrowTerm, termWords } from '../../widgets/NarrowBar';
import { livesView, removeLifeTerm } from './lives-view';
import { asked, followedLife, leftOut, tree } from './model';

const COLUMNS: Readonly<Record<string, string>> = { comm: 'process', end: 'end' };

function foundWords(): string {
  const { count } = tree();
  const more = leftOut();
  if (asked.lives.total === null) return 'Reading…';
  const found = counted(countedText(count), 'process', 'processes');
  return more > 0 ? `${found}, without ${countedText(more)} that ended first` : found;
}

export function LivesBar() {
  const { terms, text } = useStore(livesView);
  const { followed } = useStore(scope);
  const life = followedLife();
  const scoped: NarrowTerm[] =
    followed === null
      ? []
      : [
          {
            words: `tree of ${life ? `${visibleText(life.comm)} ` : ''}${followed.pid}`,
            remove: () => follow(null),
          },
        ];
  return (
    <NarrowBar
      label="Text in the processes"
      placeholder="Name, argument, PID, container, unit, user or end"
      terms={[
        ...scoped,
        ...terms.map((term) => ({
          words: termWords(
            COLUMNS[term.column] ?? term.column,
            term.op === 'is' ? '=' : '≠',
            String(term.value),
          ),
          remove: () => removeLifeTerm(term),
        })),
      ]}
      text={text}
      onText={(to) => livesView.setState({ text: to })}
      found={foundWords()}
    />
  );
}
