// SPDX-License-Identifier: Apache-2.0
// What became of every run of every program: read each tick, told by cause and CPU.

import { ACCOUNT, ACCOUNTS, type Account, COUNTERS } from '../shared/events.gen';
import type { HelperClient } from '../helper/helper-client';
import { readRows } from './records';

export type AccountField = Exclude<keyof Account, 'since_wakeup'>;
export type AccountFigures = Record<AccountField, number>;

const FIELDS = ACCOUNT.fields
  .map((field) => field.name)
  .filter((name) => name !== 'since_wakeup' && !name.startsWith('unused')) as AccountField[];

/** Losses, in the words of the JSON document. What is not a loss (filtered, newborn) is told apart. */
export const LOSS_CAUSES = [
  'ring_full',
  'busy',
  'tally_full',
  'no_storage',
  'texts_lost',
  'exit_missed',
  'recursion_misses',
] as const;
export type LossCause = (typeof LOSS_CAUSES)[number];

/** When and where something was lost: at most one entry a tick, cause and CPU. */
export interface LossEntry {
  /** Between these seconds since the session began: of the reading before, and of the one that told. */
  readonly since: number;
  readonly second: number;
  readonly cause: LossCause | 'not_followed';
  /** -1 where the kernel does not tell the CPU. */
  readonly cpu: number;
  readonly count: number;
}

const LOSS_ENTRIES_MOST = 3600;
const NOTHING = Buffer.alloc(0);

const ZERO = Object.fromEntries(FIELDS.map((field) => [field, 0])) as AccountFigures;
const zero = (): AccountFigures => ({ ...ZERO });

export class Books {
  /** By program, then CPU: since the session began. */
  readonly accounts = new Map<string, AccountFigures[]>();
  readonly misses = new Map<string, number>();
  notFollowed = 0;
  /** Control groups that found no row in the kernel's table, since the helper began. */
  groupsNotKept = 0;
  readonly losses: LossEntry[] = [];
  /** Entries of `losses` beyond its bound. */
  lossesLeftOut = 0;
  private readonly base = new Map<string, AccountFigures[]>();
  /** As they were read last. */
  private readonly lastBytes = new Map<string, Buffer>();
  private readonly missesBase = new Map<string, number>();
  private notFollowedBase = 0;
  /** The second of the latest reading. */
  private latest = 0;

  constructor(private readonly helper: HelperClient) {}

  /** A program's rows as they lie in the table. */
  private bytesOf(program: string): ArrayBuffer {
    const bytes = ACCOUNT.bytes * this.helper.ready.cpus;
    return this.helper.native.read('.data.accounts', ACCOUNTS[program] ?? 0, bytes);
  }

  private accountsIn(buffer: ArrayBuffer): AccountFigures[] {
    return readRows<Account>(ACCOUNT, buffer).map((row) => {
      const figures = zero();
      for (const field of FIELDS) figures[field] = Number(row[field]);
      return figures;
    });
  }

  private readCounter(name: string): number {
    const buffer = this.helper.native.read('.data.accounts', COUNTERS[name] ?? 0, 8);
    return Number(new DataView(buffer).getBigUint64(0, true));
  }

  private readNotFollowed(): number {
    return this.readCounter('subtree_not_followed');
  }

  /** From here on everything counts. */
  async baseline(): Promise<void> {
    for (const program of Object.keys(ACCOUNTS))
      this.base.set(program, this.accountsIn(this.bytesOf(program)));
    for (const { name, recursionMisses } of await this.helper.statistics())
      this.missesBase.set(name, recursionMisses);
    this.notFollowedBase = this.readNotFollowed();
    this.accounts.clear();
    this.lastBytes.clear();
    this.misses.clear();
  }

  /** Reads everything; notes new losses under `second` (since the session began). */
  async update(second: number): Promise<void> {
    this.look(second);
    for (const { name, recursionMisses } of await this.helper.statistics()) {
      const since = recursionMisses - (this.missesBase.get(name) ?? 0);
      this.note(second, 'recursion_misses', -1, since - (this.misses.get(name) ?? 0));
      this.misses.set(name, since);
    }
    this.latest = second;
  }

  /** What needs no answer from the helper. */
  look(second: number): void {
    for (const program of Object.keys(ACCOUNTS)) {
      const bytes = this.bytesOf(program);
      // Most programs rest, and so do their books: numbers are made of those that were written in.
      if (Buffer.from(bytes).equals(this.lastBytes.get(program) ?? NOTHING)) continue;
      this.lastBytes.set(program, Buffer.from(bytes));
      const base = this.base.get(program) ?? [];
      const before = this.accounts.get(program) ?? [];
      const now = this.accountsIn(bytes).map((figures, cpu) => {
        const since = zero();
        for (const field of FIELDS) since[field] = figures[field] - (base[cpu]?.[field] ?? 0);
        return since;
      });
      now.forEach((figures, cpu) => {
        for (const cause of LOSS_CAUSES)
          if (cause !== 'recursion_misses')
            this.note(second, cause, cpu, figures[cause] - (before[cpu]?.[cause] ?? 0));
      });
      this.accounts.set(program, now);
    }
    this.groupsNotKept = this.readCounter('groups_not_kept');
    const notFollowed = this.readNotFollowed() - this.notFollowedBase;
    this.note(second, 'not_followed', -1, notFollowed - this.notFollowed);
    this.notFollowed = notFollowed;
  }

  private note(second: number, cause: LossEntry['cause'], cpu: number, count: number): void {
    if (count <= 0) return;
    const last = this.losses.find(
      (entry) => entry.second === second && entry.cause === cause && entry.cpu === cpu,
    );
    if (last) Object.assign(last, { count: last.count + count });
    else if (this.losses.length < LOSS_ENTRIES_MOST)
      this.losses.push({ since: this.latest, second, cause, cpu, count });
    else this.lossesLeftOut++;
  }

  /** One figure over programs and CPUs. */
  total(field: AccountField, programs: readonly string[] = Object.keys(ACCOUNTS)): number {
    let sum = 0;
    for (const program of programs)
      for (const figures of this.accounts.get(program) ?? []) sum += figures[field];
    return sum;
  }

  totalMisses(programs?: readonly string[]): number {
    let sum = 0;
    for (const [name, count] of this.misses) if (!programs || programs.includes(name)) sum += count;
    return sum;
  }

  /** Runs by CPU of some programs: {seen, delivered, ...}. */
  byCpu(programs: readonly string[]): AccountFigures[] {
    return Array.from({ length: this.helper.ready.cpus }, (_, cpu) => {
      const together = zero();
      for (const program of programs)
        for (const field of FIELDS) together[field] += this.accounts.get(program)?.[cpu]?.[field] ?? 0;
      return together;
    });
  }
}
