// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent, PointerEvent } from 'react';

export interface SplitterProps {
  readonly label: string;
  readonly direction: 'horizontal' | 'vertical';
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The pane that is measured lies after the splitter: dragging towards the start makes it larger. */
  readonly reversed?: boolean;
  onChange(value: number): void;
}

const NUDGE = 16;

/** The line between two panes, to be dragged or moved by arrow keys. `vertical` is a standing line. */
export function Splitter({
  label,
  direction,
  value,
  least,
  most,
  reversed = false,
  onChange,
}: SplitterProps) {
  const set = (next: number) => onChange(Math.round(Math.min(most, Math.max(least, next))));
  const sign = reversed ? -1 : 1;
  const place = (event: { clientX: number; clientY: number }) =>
    direction === 'vertical' ? event.clientX : event.clientY;
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const [target, from] = [event.currentTarget, place(event)];
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (moving) => set(value + sign * (place(moving) - from));
    target.onpointerup = () => {
      target.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = direction === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    event.stopPropagation();
    set(value + (event.key === more ? sign : -sign) * NUDGE);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, and this is
    <div
      role="separator"
      tabIndex={0}
      className={`splitter ${direction}`}
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
