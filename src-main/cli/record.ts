// SPDX-License-Identifier: Apache-2.0
// `ringside record`: a watching whose finds go to disk, second by second.

import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { unixMs } from '../engine/clock';
import { jsonValue } from '../engine/document';
import { type FilterQuestion, KernelFilter } from '../engine/filter';
import { SecondMeter } from '../engine/second-figures';
import { DEFAULT_OPTIONS, Session } from '../engine/session';
import { StoreFeed } from '../engine/store-feed';
import { tracersNamed } from '../engine/tracers';
import { wordFor } from '../helper/door';
import { HelperClient } from '../helper/helper-client';
import { addon } from '../helper/native';
import { bytesText, countText } from '../shared/amount';
import { ExitCode, Failure } from '../shared/failure';
import { StoreClient } from '../store/client';
import { tableNames } from '../store/columns';
import { manifestBase } from '../store/manifest-base';
import type { Progress } from '../store/recording';
import { Refusals, TOO_MUCH } from '../store/refusals';
import { withNames } from './asked-names';
import { WatchedCommand } from './command';
import { asFailure, End, ENDS, settleChildren } from './ends';
import { parseRecord, RECORD_HELP, type RecordOptions } from './record-options';

/** Why a recording that nobody ended is over; with a reason that is not here, something went wrong. */
const EARLY: Readonly<Record<string, string>> = {
  disk: 'The disk has no room left.',
  lost: 'The helper was lost.',
};

function progressText({ seconds, rows, bytes, lost, notWritten }: Progress): string {
  const parts = [
    `${Math.round(seconds)} s`,
    `${countText(rows)} rows`,
    bytesText(bytes),
    `lost ${countText(lost)}`,
  ];
  return [...parts, ...(notWritten ? [`not written ${countText(notWritten)}`] : [])].join('  ');
}

/** A recording and the session that feeds it. */
class Recorder {
  private session: Session | undefined;
  private id = 0;
  private latest: Progress | undefined;
  private readonly refusals = new Refusals();
  private readonly end = new End();
  private readonly store: StoreClient;
  private readonly feed: StoreFeed;
  private meter: SecondMeter | undefined;
  private lastSecond = 0;

  constructor(
    private readonly options: RecordOptions,
    private readonly tracers: ReturnType<typeof tracersNamed>,
  ) {
    this.store = new StoreClient(
      { tracers: tracers.map(tableNames), isAsked: false },
      {
        told: ({ recordings, ended, notWritten }) => {
          this.latest =
            recordings.get(this.id) ?? ended.find(({ id }) => id === this.id)?.progress ?? this.latest;
          this.show();
          if (this.refusals.tooMuch(notWritten)) void this.session?.giveUpEvents(TOO_MUCH);
          if (this.latest?.ended) this.end.at();
        },
        broken: (failure) => this.end.at(failure),
      },
    );
    this.feed = new StoreFeed(tracers, this.store);
  }

  private show(): void {
    if (this.latest && process.stderr.isTTY && !this.options.json && !this.options.command.length)
      process.stderr.write(`\r\u001b[K${progressText(this.latest)}`);
  }

  async run(): Promise<number> {
    const { options } = this;
    const question = await withNames(options.question, options.names);
    const helper = await HelperClient.open(wordFor(options.size, options.tracers));
    const command = options.command.length
      ? await WatchedCommand.prepare(helper, options.command, options.json)
      : undefined;
    const { name, note, filter } = options;
    this.id = await this.store.record({
      dir: resolve(process.env.INIT_CWD ?? process.cwd(), options.out),
      base: manifestBase(this.tracers, { name, note, filter, preset: options.preset?.id ?? null }),
      limits: {
        ...(options.seconds !== undefined && !command ? { seconds: options.seconds } : {}),
        ...(options.maxBytes !== undefined ? { bytes: options.maxBytes } : {}),
      },
      streams: options.events,
      at: BigInt(addon().bootNs()),
    });
    const session = await this.begin(helper, question);
    this.session = session;
    this.meter = new SecondMeter(session);
    return this.untilEnd(session, helper, command);
  }

  private keep(session: Session, meter: SecondMeter, second: number, last = false): void {
    const figures = meter.next(session);
    this.feed.second(session, { ...figures, second, seconds: Math.min(figures.span, 1) }, last);
  }

  private begin(helper: HelperClient, question: FilterQuestion): Promise<Session> {
    const { options } = this;
    return Session.begin(
      helper,
      {
        ...DEFAULT_OPTIONS,
        tracers: this.tracers,
        filter: new KernelFilter(question),
        events: options.events,
        keepEvents: 0,
        // Whoever records wants the events; what is too much shows in what could not be written.
        budget: 0,
        sink: this.feed,
      },
      () => this.tick(),
      this.end.at,
    ).catch(async (error: unknown) => {
      const progress = await this.store.end(this.id, 'error: it did not begin');
      await this.store.close('');
      if (progress && !progress.rows) rmSync(progress.dir, { recursive: true, force: true });
      throw error;
    });
  }

  private tick(): void {
    const { session, meter } = this;
    const second = Math.floor(unixMs() / 1000);
    if (!session || !meter) return;
    if (second === this.lastSecond) {
      this.feed.between(session);
      return;
    }
    this.keep(session, meter, second);
    this.lastSecond = second;
  }

  private async untilEnd(
    session: Session,
    helper: HelperClient,
    command: WatchedCommand | undefined,
  ): Promise<number> {
    const { end } = this;
    if (!command) for (const signal of ENDS) process.once(signal, () => end.at());
    command?.ended.then(() => settleChildren(session)).then(() => end.at(), end.at);
    command?.open();
    let failure = await end.reached;
    if (!failure) failure = await session.end().then(() => undefined, asFailure);
    helper.close();
    // What the rings and tallies still held belongs to it as well.
    if (this.meter) this.keep(session, this.meter, Math.ceil(unixMs() / 1000), true);
    const reason = failure?.exitCode === ExitCode.HelperLost ? 'lost' : command ? 'command' : 'asked';
    const progress = (await this.store.end(this.id, reason)) ?? this.latest;
    await this.store.close(reason);
    this.report(session, progress);
    if (failure) throw failure;
    if (command) return command.ended;
    return this.status(progress);
  }

  private status(progress: Progress | undefined): number {
    const ended = progress?.ended ?? '';
    if (ended in EARLY || ended.startsWith('error'))
      throw new Failure(
        'The recording ended early.',
        EARLY[ended] ?? ended,
        `${progress?.dir} holds everything up to then. Make room, or set --max-size.`,
      );
    return ExitCode.Done;
  }

  private report(session: Session, progress: Progress | undefined): void {
    if (!progress) return;
    const { notices } = session;
    if (this.options.json) {
      const { dir, seconds, rows, bytes, files, lost, notWritten, ended } = progress;
      const document = {
        capture: dir,
        seconds,
        rows,
        bytes,
        files,
        lost,
        not_written: notWritten,
        ended,
        notices,
      };
      process.stdout.write(`${JSON.stringify(jsonValue(document))}\n`);
      return;
    }
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.stderr.write(`${progress.dir}\n  ${progressText(progress)}  in ${progress.files} files\n`);
    const told = [...notices.map(({ text }) => text), ...(progress.notice ? [progress.notice] : [])];
    for (const text of told) process.stderr.write(`  ${text}\n`);
  }
}

/** `ringside record ARGS`; resolves with the exit code. @throws {Failure} */
export async function record(argv: readonly string[]): Promise<number> {
  const options = parseRecord(argv);
  if (options === 'help') {
    process.stdout.write(RECORD_HELP);
    return 0;
  }
  return new Recorder(options, tracersNamed(options.tracers)).run();
}
