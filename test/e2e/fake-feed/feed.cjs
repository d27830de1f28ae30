// SPDX-License-Identifier: Apache-2.0
// Preload for tests of the window alone: stands in for preload and engine, and posts made-up seconds through a real
// MessagePort. CommonJS because a preload has to be. Its flags are in `process.argv`: --feed=STATE, --rows=N.
//
// STATE: busy, loss, refused, empty, lost, quiet (nothing yet), connecting (no hello)
'use strict';

const flag = (name, standard) =>
  process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3) ?? standard;
const state = flag('feed', 'busy');
const extraRows = Number(flag('rows', '0'));
const scheme = flag('scheme', 'dark');
const layout = {};

let seed = 7;
const random = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const around = (value, share) => Math.max(0, Math.round(value * (1 + (random() - 0.5) * share)));

// name, pid, calls: [number, rate, middle ns, spread, errno, failed share]
const ENOENT = 2;
const EAGAIN = 11;
const call = (nr, rate, middle, spread, error = 0, share = 0) => ({ nr, rate, middle, spread, error, share });
const PROGRAMS = [
  ['node', 2214, [call(332, 2200, 1100, 1, ENOENT, 0.12), call(232, 3100, 38000, 4), call(0, 2600, 1400, 3, EAGAIN, 0.16), call(1, 2000, 2900, 2), call(202, 1400, 21000, 4, EAGAIN, 0.07), call(257, 360, 3300, 2, ENOENT, 0.31), call(3, 350, 400, 1), call(288, 90, 4900, 2, EAGAIN, 0.5)]],
  ['postgres', 911, [call(17, 4200, 2600, 5), call(18, 1900, 5200, 4), call(232, 900, 90000, 4), call(45, 900, 1800, 2, EAGAIN, 0.4)]],
  ['firefox', 3120, [call(202, 3100, 21000, 4, EAGAIN, 0.1), call(47, 1500, 1900, 2, EAGAIN, 0.3), call(1, 1200, 1200, 2), call(28, 500, 800, 2)]],
  ['rg', 8831, [call(257, 900, 3000, 2, 13, 0.01), call(0, 6000, 2300, 3), call(217, 1500, 4300, 2), call(3, 900, 400, 1)]],
  ['gnome-shell', 1804, [call(7, 1300, 60000, 4), call(47, 1400, 1500, 2, EAGAIN, 0.28), call(16, 500, 5000, 4)]],
  ['redis-server', 702, [call(232, 900, 120000, 3), call(0, 800, 1300, 2), call(1, 780, 4200, 2)]],
  ['dockerd', 1022, [call(202, 700, 60000, 4, EAGAIN, 0.05), call(281, 600, 40000, 4), call(257, 80, 3000, 2)]],
  ['python3', 5150, [call(0, 1000, 1500, 3), call(8, 600, 400, 1), call(262, 700, 1000, 2, ENOENT, 0.02)]],
  ['pipewire', 1790, [call(1, 240, 900, 2), call(281, 240, 20e6, 1)]],
  ['systemd-journald', 388, [call(47, 90, 1500, 2), call(257, 60, 3000, 2)]],
  ['Xwayland', 1911, [call(7, 160, 60000, 4), call(20, 120, 2000, 2)]],
  ['sshd', 640, [call(270, 60, 900000, 3), call(0, 40, 1500, 2)]],
  ['cron', 512, [call(230, 2, 1e9, 1)]],
  ['bash', 4021, [call(61, 6, 2e6, 4, 10, 0.3)]],
];
for (let i = 0; i < extraRows / 4; i++)
  PROGRAMS.push([`worker-${i}`, 20000 + i, [call(0, 20, 1500, 3), call(1, 12, 2500, 3), call(3, 4, 400, 1), call(257, 3, 3000, 2, ENOENT, 0.2)]]);

const BUCKETS = 25;
const bucketOf = (ns) => Math.min(BUCKETS - 1, Math.max(0, Math.floor(Math.log2(ns / 128)) + 1));

/** How much of its usual rate a program does in a second of the story. */
function share(name, second, now) {
  const ago = now - second;
  if (name === 'rg') return ago > 70 && ago < 100 ? 1 : second > now ? 1 : 0.001;
  if (name === 'node') return ago < 50 ? 2 : 1;
  return 1;
}

function rowOf(rows, process, one, count, ratio) {
  const row = { process, call: one.nr, count, failed: 0, retry: 0, longest: 0, durations: new Uint32Array(BUCKETS) };
  const bad = Math.round(count * Math.min(1, one.share * ratio));
  if (one.error === EAGAIN || one.error === 110) row.retry = bad;
  else row.failed = bad;
  const samples = Math.min(count, 40);
  let total = 0;
  for (let i = 0; i < samples; i++) {
    const normal = random() + random() + random() - 1.5 + (random() > 0.97 ? random() * 3 : 0);
    const ns = one.middle * 2 ** (normal * one.spread * 0.9);
    const weight = Math.floor(count / samples) + (i < count % samples ? 1 : 0);
    row.durations[bucketOf(ns)] += weight;
    row.longest = Math.max(row.longest, ns);
    total += ns * weight;
  }
  row.total = total;
  row.p50 = one.middle;
  row.p99 = one.middle * 2 ** (one.spread * 1.6);
  row.error = one.error;
  row.bad = bad;
  rows.push(row);
}

let lostTotal = 0;
function secondMessage(second, now, seconds = 1, lost = 0) {
  const rows = [];
  PROGRAMS.forEach(([name, , calls], index) => {
    for (const one of calls) {
      const storm = name === 'node' && one.nr === 332 && now - second < 50;
      const factor = share(name, second, now) * (storm ? 2.4 : 1);
      const count = around(one.rate * factor, 0.12);
      if (count > 0) rowOf(rows, index + 1, one, count, storm ? 7.9 : 1);
    }
  });
  const floats = (pick) => Float64Array.from(rows, pick);
  const failing = rows.map((row, index) => ({ row, index })).filter(({ row }) => row.bad > 0);
  const cells = rows.map((row) => [...row.durations.entries()].filter(([, held]) => held > 0));
  const starts = cells.reduce((all, held) => [...all, (all.at(-1) ?? 0) + held.length], [0]);
  const events = rows.reduce((sum, row) => sum + row.count, 0);
  lostTotal += lost;
  return {
    kind: 'second',
    second,
    seconds,
    processes: [],
    calls: {
      process: Uint32Array.from(rows, (row) => row.process),
      call: Uint16Array.from(rows, (row) => row.call),
      count: floats((row) => row.count),
      failed: Uint32Array.from(rows, (row) => row.failed),
      retry: Uint32Array.from(rows, (row) => row.retry),
      total: floats((row) => row.total),
      longest: floats((row) => row.longest),
      durationStart: Uint32Array.from(starts),
      durationBucket: Uint8Array.from(cells.flat(), ([bucket]) => bucket),
      durationCount: Uint32Array.from(cells.flat(), ([, held]) => held),
      p50: Float32Array.from(rows, (row) => row.p50),
      p99: Float32Array.from(rows, (row) => row.p99),
    },
    errors: {
      row: Uint32Array.from(failing, ({ index }) => index),
      error: Uint16Array.from(failing, ({ row }) => row.error),
      count: Float64Array.from(failing, ({ row }) => row.bad),
    },
    tallies: [
      {
        tracer: 'skeleton',
        process: Uint32Array.from({ length: 9 }, (_, index) => index + 1),
        count: Float64Array.from({ length: 9 }, (_, index) => around(20 * (9 - index), 0.4)),
        durations: Uint32Array.from({ length: BUCKETS }, (_, bucket) => around(400 * Math.exp(-((bucket - 7) ** 2) / 8), 0.3)),
      },
    ],
    tables: [
      {
        tracer: 'skeleton',
        rowCount: 9,
        since: now - 590,
        sums: { sent: PROGRAMS.slice(0, 9).reduce((sum, _, index) => sum + (second % 1000) * (index + 1), 0) },
        rows: PROGRAMS.slice(0, 9).map(([comm, pid], index) => ({
          ...{ pid, comm, signal: [17, 15, 9][index % 3], sent: (second % 1000) * (index + 1) },
          ...{ p50_ns: 900 * 2 ** index, p99_ns: 9000 * 2 ** index },
        })),
      },
    ],
    status: {
      tracers: ['syscalls'],
      eventsPerSecond: events / seconds,
      losses: lost > 0 ? [{ cause: 'ring full', cpu: 1, count: lost }] : [],
      lostTotal,
      costKernel: 0.006,
      costApp: 0.012,
      streaming: following !== null,
      notices: [],
      keptBytes: 38 << 20,
      keptSeconds: 600,
    },
  };
}

const HELLO = {
  kind: 'hello',
  host: { kernel: '6.18.5', cpus: 2, hostname: 'testbed' },
  door: 'root',
  rights: 'helper holds no privilege',
  tracers: [
    { name: 'syscalls', question: 'What do programs ask of the kernel?', columns: [] },
    {
      name: 'skeleton',
      question: 'Who sends which signals?',
      columns: [
        { name: 'pid', unit: 'pid', meaning: 'The process.' },
        { name: 'comm', unit: 'text', meaning: 'Its name.' },
        { name: 'signal', unit: 'plain_number', meaning: 'The signal.', part: 'key' },
        { name: 'sent', unit: 'events', meaning: 'How many were sent.', part: 'sum' },
        { name: 'p50_ns', unit: 'ns', meaning: 'Half took less.', estimate: 'within 13 %' },
        { name: 'p99_ns', unit: 'ns', meaning: '99 of 100 took less.', estimate: 'within 13 %' },
      ],
    },
  ],
};
const REFUSED = {
  kind: 'trouble',
  state: 'refused',
  what: 'Watching was refused',
  why: 'Loading programs into the kernel needs rights that only root can give, and the question for a password was dismissed.',
  mend: 'Start Ringside again with sudo, or answer the question: sudo npm start',
};

let following = null;
function engine(port) {
  let credits = 8;
  const queue = [];
  const send = (message) => {
    queue.push(message);
    while (credits > 0 && queue.length > 0) {
      credits--;
      port.postMessage(queue.shift());
    }
  };
  port.onmessage = ({ data }) => {
    if (data.kind === 'credit') credits += data.count;
    if (data.kind === 'follow') following = data.pid || data.call !== undefined ? data : null;
    if (data.kind === 'retry') send(HELLO);
    while (credits > 0 && queue.length > 0) {
      credits--;
      port.postMessage(queue.shift());
    }
  };
  if (state === 'connecting') return;
  if (state === 'refused') {
    send(HELLO);
    send(REFUSED);
    return;
  }
  send(HELLO);
  if (state === 'quiet') return;
  const now = Math.floor(Date.now() / 1000);
  const processes = PROGRAMS.map(([comm, pid], index) => ({ id: index + 1, pid, comm, uid: 1000, parent: index === 0 ? 14 : 0 }));
  if (state === 'empty') PROGRAMS.length = 0;
  let first = true;
  const tell = (second, seconds, lost) => {
    const message = secondMessage(second, now, seconds, lost);
    if (first) message.processes = processes;
    first = false;
    send(message);
  };
  for (let second = now - 590; second < now; second++) {
    const ago = now - second;
    if (state === 'loss' && ago > 88 && ago < 94) continue;
    tell(second, 1, state === 'loss' && ago > 32 && ago <= 36 ? 385 : 0);
  }
  let next = now;
  const ticking = setInterval(() => {
    tell(next, 1, 0);
    next++;
    if (state !== 'lost' || next < now + 3) return;
    clearInterval(ticking);
    send({ ...REFUSED, state: 'lost', what: 'The helper has ended.', why: 'Someone stopped it.', mend: 'What was counted stays.' });
  }, Number(flag('every', '1000')));
  setInterval(() => {
    if (following === null) return;
    const events = PROGRAMS.flatMap(([comm, pid, calls], index) =>
      following.pid === undefined || following.pid === pid
        ? calls
            .filter(({ nr }) => following.call === undefined || nr === following.call)
            .map(({ nr, middle, error }) => ({
              ...{ at: Date.now() - 1200 + random() * 250, process: index + 1, pid, tid: pid + 3, comm, call: nr },
              text: error ? 'statx(AT_FDCWD, 0x7ffd3b0c8f10, AT_STATX_SYNC_AS_STAT, STATX_BASIC_STATS, 0x7ffd3b0c8e20) = -1 ENOENT' : 'read(17, 0x55d0c8a2f6b0, 65536) = 4096',
              error: error ? 'ENOENT' : null,
              durationNs: around(middle, 0.6),
            }))
        : [],
    );
    send({ kind: 'events', events, leftOut: 120, afresh: false });
  }, 250);
}

let settings = { colorScheme: scheme, density: flag('density', 'compact'), layout };
window.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  window.violations.push(`${violatedDirective} ${blockedURI}`),
);
window.ringside = {
  facts: async () => ({ version: '0.1.0', sandbox: flag('sandbox', 'on') === 'on', electron: '25.1.1', settings, capture: null }),
  saveSettings: async (changed) => {
    settings = changed;
  },
  connect: async () => {
    const { port1, port2 } = new MessageChannel();
    engine(port1);
    window.postMessage('ringside-port', '*', [port2]);
  },
  copyText: async (text) => {
    window.copied = text;
  },
  mark: async () => {},
};
