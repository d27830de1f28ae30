// SPDX-License-Identifier: Apache-2.0
// Rows of streams that windows of this machine now look at: which events are wanted for them, and their pages. The flight
// recorder holds them for as long as somebody looks.

import { RowPages, type RowsSource } from '../replay/row-pages';
import type { LookRequest, RowsMessage, RowsRequest } from '../shared/rows-contract';
import { unixMinusBootNs } from './clock';
import type { EventsWanted } from './filter';

/** Who is told a page. */
export interface RowsReader {
  tellRows(rows: RowsMessage): void;
}

interface Looking {
  readonly pages: RowPages;
  table: string | null;
}

export class WindowRows<Reader extends RowsReader> {
  private readonly readers = new Map<Reader, Looking>();

  constructor(
    private readonly source: () => RowsSource | undefined,
    /** Other events are wanted. */
    private readonly changed: () => void,
  ) {}

  take(reader: Reader, request: RowsRequest | LookRequest): void {
    const looking = this.readers.get(reader) ?? this.begin(reader);
    if (request.kind === 'rows') void looking.pages.take(request, this.source());
    else if (looking.table !== request.table) {
      looking.table = request.table;
      this.changed();
    }
  }

  private begin(reader: Reader): Looking {
    const pages = new RowPages((rows) => reader.tellRows(rows), unixMinusBootNs, true);
    const looking = { pages, table: null };
    this.readers.set(reader, looking);
    return looking;
  }

  /** The window has gone. */
  end(reader: Reader): void {
    const looking = this.readers.get(reader);
    looking?.pages.cancel();
    if (this.readers.delete(reader) && looking?.table) this.changed();
  }

  /** Undefined where nobody looks. */
  wanted(): EventsWanted | undefined {
    const streams = [...this.readers.values()].flatMap(({ table }) => table ?? []);
    return streams.length ? { streams: [...new Set(streams)].sort() } : undefined;
  }
}
