// SPDX-License-Identifier: Apache-2.0
// Which rows of a table are in sight. All have one height, so that a million of them cost nothing: libraries for
// virtual lists keep a record of each row (measured: 100 MB and a task of 300 ms for a million).
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Rows above and below what is in sight. */
const BESIDE = 4;

export interface RowWindow {
  /** From `first` up to, and without, `end`. */
  readonly first: number;
  readonly end: number;
  /** Scrolls no further than it takes to see the row. */
  show(index: number): void;
}

export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const [seen, setSeen] = useState({ top: 0, rows: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const top = Math.floor(element.scrollTop / rowHeight);
      const rows = Math.ceil(element.clientHeight / rowHeight) + 1;
      setSeen((before) => (before.top === top && before.rows === rows ? before : { top, rows }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, rowHeight]);
  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const least = top + rowHeight - element.clientHeight;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (element.scrollTop < least) element.scrollTop = least;
    },
    [scroller, rowHeight],
  );
  const end = Math.min(count, seen.top + seen.rows + BESIDE);
  return { first: Math.max(0, Math.min(seen.top - BESIDE, end)), end, show };
}
