// SPDX-License-Identifier: Apache-2.0
// CodeMirror in a shadow root: there it takes constructed style sheets, and in the page it would write a style element,
// which the policy forbids.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { SQL_MOST, type TableInfo } from '../../../src-main/shared/capture-contract';
import { ask, query } from './query-store';

function askNow(): boolean {
  ask();
  return true;
}

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--tx)', backgroundColor: 'var(--bg)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontVariantLigatures: 'none', lineHeight: '17px' },
  '.cm-content': { padding: '8px 6px', caretColor: 'var(--tx)' },
  '.cm-cursor': { borderLeftColor: 'var(--tx)' },
  '.cm-placeholder': { color: 'var(--tx3)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--sel) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--sel) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raise)',
    border: '1px solid var(--line2)',
    borderRadius: '6px',
    boxShadow: 'var(--float)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono) !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sel) !important',
    color: 'var(--tx) !important',
  },
  '.cm-completionDetail': { color: 'var(--tx3)', fontStyle: 'normal' },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--tx3)' },
]);

function extensions(tables: readonly TableInfo[]) {
  return [
    history(),
    bracketMatching(),
    autocompletion(),
    sql({
      dialect: PostgreSQL,
      upperCaseKeywords: true,
      schema: Object.fromEntries(
        tables.map(({ name, columns }) => [
          name,
          columns.map((column) => ({ label: column.name, detail: column.unit, info: column.meaning })),
        ]),
      ),
    }),
    syntaxHighlighting(COLOURS),
    LOOK,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'SQL', spellcheck: 'false' }),
    EditorState.changeFilter.of((change) => change.newDoc.length <= SQL_MOST),
    placeholder('SELECT … FROM syscalls'),
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: askNow }])),
    // Tab goes on to the next control, as everywhere in the window.
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) query.setState({ sql: update.state.doc.toString() });
    }),
  ];
}

export function Editor({ tables }: { tables: readonly TableInfo[] }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const around = host.current;
    if (around === null) return;
    const root = around.shadowRoot ?? around.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: query.getState().sql, extensions: extensions(tables) }),
    });
    const stop = query.subscribe(({ sql: text }) => {
      const now = editor.state.doc;
      if (text !== now.toString()) editor.dispatch({ changes: { from: 0, to: now.length, insert: text } });
    });
    return () => {
      stop();
      editor.destroy();
    };
  }, [tables]);
  return <div ref={host} className="query-editor" />;
}
