// SPDX-License-Identifier: Apache-2.0
// Rows of streams that windows of this machine now look at: which events are wanted for them, and their pages. The flight
// recorder holds them for as long as somebody looks.

import { Askers, RowPages, type RowsSource } from '../replay/row-pages';
import type { LookRequest, RowsMessage, RowsRequest } from '../shared/rows-contract';
import type { DerivedTable } from '../shared/tracer';
import { unixMinusBootNs } from './clock';
import type { EventsWanted } from './filter';

/** Who is told a page. */
export interface RowsReader {
  tellRows(rows: RowsMessage): void;
}

interface Looking {
  readonly askers: Askers;
  tables: readonly string[];
}

export class WindowRows<Reader extends RowsReader> {
  private readonly readers = new Map<Reader, Looking>();

  constructor(
    private readonly source: () => RowsSource | undefined,
    /** Other events are wanted. */
    private readonly changed: () => void,
    private readonly derived: readonly DerivedTable[] = [],
  ) {}

  take(reader: Reader, request: RowsRequest | LookRequest): void {
    const looking = this.readers.get(reader) ?? this.begin(reader);
    if (request.kind === 'rows') void looking.askers.take(request, this.source());
    else if (looking.tables.join() !== request.tables.join()) {
      looking.tables = request.tables;
      this.changed();
    }
  }

  private begin(reader: Reader): Looking {
    const tell = (rows: RowsMessage) => reader.tellRows(rows);
    const askers = new Askers(() => new RowPages(tell, unixMinusBootNs, true, this.derived));
    const looking: Looking = { askers, tables: [] };
    this.readers.set(reader, looking);
    return looking;
  }

  /** The window has gone. */
  end(reader: Reader): void {
    const looking = this.readers.get(reader);
    looking?.askers.cancel();
    if (this.readers.delete(reader) && looking?.tables.length) this.changed();
  }

  /** Undefined where nobody looks. */
  wanted(): EventsWanted | undefined {
    const streams = [...this.readers.values()].flatMap(({ tables }) => tables);
    return streams.length ? { streams: [...new Set(streams)].sort() } : undefined;
  }
}
