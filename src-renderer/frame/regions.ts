// SPDX-License-Identifier: Apache-2.0
// The parts of the window that F6 goes through, each with what takes the focus in it.

const REGIONS: readonly { part: string; first: readonly string[] }[] = [
  { part: '.top-bar', first: ['#filter', '.host'] },
  { part: '.capture-bar', first: ['.player-slider', '.capture-fact'] },
  { part: '.nav', first: ['.nav-item[aria-current]', '.nav-item'] },
  { part: '.page-head', first: ['input:checked', 'button'] },
  { part: '.lanes', first: ['.time-layer'] },
  { part: '.lesson-list', first: ['.lesson-item[aria-current]'] },
  { part: '.lesson', first: [] },
  { part: '.query-schema', first: ['summary'] },
  { part: '.query-tools', first: ['button'] },
  { part: '.detail-tabs', first: ['[role=tab][tabindex="0"]'] },
  { part: '.grid', first: ['.grid-row[tabindex="0"]', '.grid-head button'] },
  { part: '.explain', first: [] },
  { part: '.status-bar', first: ['.status-item'] },
];

/** What of a part takes the focus: the first of those named that is there, the part itself where none is named. */
function entrance({
  part,
  first,
}: (typeof REGIONS)[number]): { around: HTMLElement; into: HTMLElement } | null {
  const around = document.querySelector<HTMLElement>(part);
  const found = first.map((one) => around?.querySelector<HTMLElement>(one));
  const into = first.length === 0 ? around : found.find((one) => one);
  return around && into && into.tabIndex >= 0 && into.offsetParent !== null ? { around, into } : null;
}

export function nextRegion(by: 1 | -1): void {
  const parts = REGIONS.map(entrance).filter((one) => one !== null);
  const here = parts.findIndex(({ around }) => around.contains(document.activeElement));
  const from = here < 0 && by < 0 ? 0 : here;
  parts[(from + by + parts.length) % parts.length]?.into.focus();
}
