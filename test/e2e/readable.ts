// SPDX-License-Identifier: Apache-2.0
// Whether a person can read and reach all that a window shows.

import type { Page } from '@playwright/test';

/**
 * What of the window cannot be read: text that is cut off without a way to scroll to it or a title that says it whole,
 * and controls that lie over each other.
 */
export async function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').slice(0, 30)}"`;
    const scrolls = (element: Element, axis: 'X' | 'Y') =>
      ['auto', 'scroll'].includes(getComputedStyle(element)[`overflow${axis}`]);
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, input, [role=tab], [role=slider]'),
    ].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1 && !one.closest('.row-actions'),
    );
    for (const control of controls) {
      const { left, right, top, bottom } = control.getBoundingClientRect();
      // Outside of a box around it that cuts off, before one that scrolls that way: nobody gets there.
      let [across, down] = [true, true];
      for (let around = control.parentElement; around !== null; around = around.parentElement) {
        if (around.classList.contains('plot')) break;
        const box = around.getBoundingClientRect();
        const { overflowX, overflowY } = getComputedStyle(around);
        if (across && overflowX === 'hidden' && (left >= box.right || right <= box.left))
          found.push(`beside: ${name(control)}`);
        if (down && overflowY === 'hidden' && (top >= box.bottom || bottom <= box.top))
          found.push(`below: ${name(control)}`);
        across &&= !scrolls(around, 'X');
        down &&= !scrolls(around, 'Y');
      }
    }
    const tops = controls.filter((one) =>
      one.matches('.top-bar *, .page-head *, .detail-tabs *, .status-bar *, .nav *'),
    );
    // What of a control is seen: without what a box around it has scrolled away.
    const seen = (control: HTMLElement) => {
      let { left, right, top, bottom } = control.getBoundingClientRect();
      for (let around = control.parentElement; around !== null; around = around.parentElement) {
        const box = around.getBoundingClientRect();
        if (scrolls(around, 'X')) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        if (scrolls(around, 'Y')) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      return { left, right, top, bottom };
    };
    for (const [index, one] of tops.entries())
      for (const other of tops.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const [a, b] = [seen(one), seen(other)];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) found.push(`over each other: ${name(one)} and ${name(other)}`);
      }
    return found;
  });
}

export const zoomOf = (page: Page) =>
  page.evaluate(() => window.ringside.facts().then(({ settings }) => settings.zoom));
