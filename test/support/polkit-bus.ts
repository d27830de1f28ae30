// SPDX-License-Identifier: Apache-2.0
// A system bus with polkit on it, and a rule that answers for one user: what pkexec needs on a machine without systemd.
//
//   pkexec --> dbus-daemon (started here, if none answers) --> polkitd (the bus starts it when somebody asks)
//
// Root only. Without logind nobody is "active" in a session: of the policy only allow_any applies, which is "no", so
// that only a rule can say anything else.
//
// What pkexec 122 of Debian 12 does, called as an ordinary user by `pkexec --disable-internal-agent HELPER`; the
// parent may be root or the same user:
//
//   answer    exit code     standard error
//   yes       the helper's  the helper's; it runs as root with PKEXEC_UID set
//   no        127           "Error executing command as another user: Not authorized", an empty line,
//                           "This incident has been reported."
//   auth      127           "Error executing command as another user: No authentication agent found."
//   (no bus)  127           "Error getting authority: Error initializing authority: Could not connect: ..."
//   (no file) 127           "Error accessing HELPER: No such file or directory"
//
// So the code alone tells nothing: only a word from the helper itself says that it runs.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type Answer = 'yes' | 'no' | 'auth';

export interface PolkitBusOptions {
  user: string;
  answer: Answer;
  /** The helper's action unless told. */
  action?: string;
}

export interface PolkitBus {
  /** Whether this call started the bus. */
  readonly startedBus: boolean;
  /** Of polkitd, which the bus started. */
  readonly polkitPid: number;
  /** Removes the rule, and ends by process id what this call started. */
  stop(): Promise<void>;
}

const RULE = '/etc/polkit-1/rules.d/49-ringside-test.rules';
const SOCKET = '/run/dbus/system_bus_socket';
const POLKIT = 'org.freedesktop.PolicyKit1';
const ACTION = 'app.ringside.Ringside.observe';

/** What polkit's rules call each answer, and how pkcheck then ends. */
const ANSWERS = {
  yes: { result: 'YES', pkcheck: 0 },
  no: { result: 'NO', pkcheck: 1 },
  auth: { result: 'AUTH_ADMIN', pkcheck: 2 },
} as const;

/** @throws when the bus cannot be started, has no polkitd, or the rule does not come to hold */
export async function startPolkitBus(options: PolkitBusOptions): Promise<PolkitBus> {
  const bus = await startBus();
  const endNow = () => {
    rmSync(RULE, { force: true });
    if (!bus) return;
    bus.kill();
    rmSync(SOCKET, { force: true }); // the bus gave up root, and with it the right to remove this
  };
  process.once('exit', endNow); // a rule that says yes must not outlive a test that fell over
  let polkitPid = 0;
  const stop = async () => {
    process.off('exit', endNow);
    endNow();
    if (!bus) return;
    // polkitd ends by itself once its bus is gone. It is a child of process 1, which may reap it late.
    await until('the bus has ended', () => hasEnded(bus.pid ?? 0));
    if (polkitPid) await until('polkitd has ended', () => hasEnded(polkitPid));
  };
  try {
    writeRule(options);
    polkitPid = activatePolkit();
    await ruleHolds(options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { startedBus: bus !== null, polkitPid, stop };
}

function askBus(method: string, ...args: string[]): string | null {
  const to = ['--system', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const asked = spawnSync('dbus-send', [...to, `org.freedesktop.DBus.${method}`, ...args], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return asked.status === 0 ? asked.stdout.trim() : null;
}

const busAnswers = () => askBus('GetId') !== null;

async function startBus(): Promise<ChildProcess | null> {
  if (busAnswers()) return null;
  mkdirSync('/run/dbus', { recursive: true });
  const bus = spawn('dbus-daemon', ['--system', '--nofork', '--nopidfile'], { stdio: 'ignore' });
  bus.unref();
  let gone = '';
  bus.once('error', (error) => {
    gone = error.message;
  });
  bus.once('exit', (code, signal) => {
    gone = `it ended with ${code ?? signal}`;
  });
  await until('the system bus answers', () => {
    if (gone) throw new Error(`dbus-daemon does not run: ${gone}. Is the Debian package dbus installed?`);
    return busAnswers();
  });
  return bus;
}

/** Has the bus start polkitd, or finds the one that runs. */
function activatePolkit(): number {
  askBus('StartServiceByName', `string:${POLKIT}`, 'uint32:0');
  const pid = askBus('GetConnectionUnixProcessID', `string:${POLKIT}`)?.match(/\d+$/)?.[0];
  if (!pid) throw new Error('The bus cannot start polkitd. Is the Debian package polkitd installed?');
  return Number(pid);
}

/** In the JavaScript of 2009: Debian 12's polkitd runs rules with Duktape, and skips one it cannot read without a word. */
function writeRule({ user, answer, action = ACTION }: PolkitBusOptions): void {
  const applies = `action.id === ${JSON.stringify(action)} && subject.user === ${JSON.stringify(user)}`;
  const lines = [
    'polkit.addRule(function (action, subject) {',
    `  if (${applies}) return polkit.Result.${ANSWERS[answer].result};`,
    '});',
  ];
  writeFileSync(RULE, `${lines.join('\n')}\n`);
  chmodSync(RULE, 0o644); // polkitd reads it as its own user
}

/** polkitd notices a rule some time after it was written: ask until the answer is the one wanted. */
async function ruleHolds({ user, answer, action = ACTION }: PolkitBusOptions): Promise<void> {
  const [, , uid, gid] = spawnSync('getent', ['passwd', user], { encoding: 'utf8' }).stdout.split(':');
  if (!uid || !gid) throw new Error(`There is no user ${user}`);
  const subject = spawn('sleep', ['60'], { uid: Number(uid), gid: Number(gid), stdio: 'ignore' });
  try {
    await until(`polkit answers "${answer}" for ${user}`, () => {
      const question = ['--action-id', action, '--process', `${subject.pid}`];
      return spawnSync('pkcheck', question, { stdio: 'ignore' }).status === ANSWERS[answer].pkcheck;
    });
  } finally {
    subject.kill();
  }
}

/** Gone, or a zombie that its parent has yet to collect. */
function hasEnded(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return true;
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''));
  } catch {
    return true;
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Waited 10 s in vain until ${what}`);
    await sleep(50);
  }
}
