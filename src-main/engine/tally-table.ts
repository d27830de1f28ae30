// SPDX-License-Identifier: Apache-2.0
// A tally since the session began: differences from the kernel, added up by key.

import type { NativeHelper, NativeLayout, NativeScan } from '../helper/native';
import type { Layout, Tally } from '../shared/layout';
import { isLargest, TallySum } from './tally-sum';

function nativeLayout(layout: Layout): NativeLayout {
  return {
    bytes: layout.bytes,
    fields: layout.fields.map((field) => ({
      offset: field.offset,
      bytes: field.bytes,
      length: field.length,
      largest: isLargest(field),
    })),
  };
}

export interface TallyOptions {
  /** Filled anew by each survey: an update forgets the one before. */
  readonly snapshot: boolean;
  /** Adds up what it finds; else it only hands it on. */
  readonly adds: boolean;
}

export class TallyTable extends TallySum {
  /** Cells in use and there, all CPUs together, at the last scan. */
  occupied = 0;
  entries = 0;
  private readonly layout: NativeLayout;

  constructor(
    tally: Tally,
    private readonly native: NativeHelper,
    private readonly options: TallyOptions = { snapshot: false, adds: true },
  ) {
    super(tally);
    this.layout = nativeLayout(tally.value);
  }

  /** Forgets what the kernel has counted so far. */
  baseline(): void {
    this.native.scan(this.tally.name, this.layout);
    this.forget();
  }

  /** Reads what has changed since the last look, and gives it back as the addon told it. */
  update(): NativeScan {
    const scan = this.native.scan(this.tally.name, this.layout);
    if (this.options.snapshot) this.forget();
    this.occupied = scan.occupied;
    this.entries = scan.entries;
    if (this.options.adds) this.take(scan);
    return scan;
  }
}
