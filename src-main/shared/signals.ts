// SPDX-License-Identifier: Apache-2.0
// Signals in words: their names, who sends one by which code, and what became of it.

const NAMES =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );
const REAL_TIME = 32;

/** Signals that there are, with 0, which is none: every number is less. */
export const SIGNALS = 128;

/** `SIGKILL`; of the real-time signals `SIGRT_0` to `SIGRT_32`; null for 0. */
export function signalName(signal: number): string | null {
  if (signal === 0) return null;
  const name = NAMES[signal - 1];
  if (name) return `SIG${name}`;
  return signal <= 2 * REAL_TIME ? `SIGRT_${signal - REAL_TIME}` : `signal ${signal}`;
}

/** Codes that mean the same with every signal. */
const COMMON: Readonly<Record<number, string>> = {
  0: 'SI_USER',
  128: 'SI_KERNEL',
  [-1]: 'SI_QUEUE',
  [-2]: 'SI_TIMER',
  [-3]: 'SI_MESGQ',
  [-4]: 'SI_ASYNCIO',
  [-5]: 'SI_SIGIO',
  [-6]: 'SI_TKILL',
  [-7]: 'SI_DETHREAD',
  [-60]: 'SI_ASYNCNL',
};

/** The others, from 1 on, by signal. */
const OWN: Readonly<Record<string, string>> = {
  SIGILL: 'ILL_ILLOPC ILL_ILLOPN ILL_ILLADR ILL_ILLTRP ILL_PRVOPC ILL_PRVREG ILL_COPROC ILL_BADSTK',
  SIGFPE: 'FPE_INTDIV FPE_INTOVF FPE_FLTDIV FPE_FLTOVF FPE_FLTUND FPE_FLTRES FPE_FLTINV FPE_FLTSUB',
  SIGSEGV: 'SEGV_MAPERR SEGV_ACCERR SEGV_BNDERR SEGV_PKUERR',
  SIGBUS: 'BUS_ADRALN BUS_ADRERR BUS_OBJERR BUS_MCEERR_AR BUS_MCEERR_AO',
  SIGTRAP: 'TRAP_BRKPT TRAP_TRACE TRAP_BRANCH TRAP_HWBKPT TRAP_UNK TRAP_PERF',
  SIGCHLD: 'CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED',
  SIGIO: 'POLL_IN POLL_OUT POLL_MSG POLL_ERR POLL_PRI POLL_HUP',
  SIGSYS: 'SYS_SECCOMP SYS_USER_DISPATCH',
};

/** `SI_USER`, `SEGV_MAPERR`; the number where it has no name. */
export const signalCode = (signal: number, code: number): string =>
  COMMON[code] ?? OWN[signalName(signal) ?? '']?.split(' ')[code - 1] ?? String(code);

/** Who is behind it: a program that asked for it, one that ended or stopped, a timer, or the kernel. */
export function sentBy(signal: number, code: number): 'program' | 'child' | 'timer' | 'kernel' {
  if (code === 0 || code === -1 || code === -6) return 'program';
  if (code === -2) return 'timer';
  return signalName(signal) === 'SIGCHLD' && code > 0 && code < 7 ? 'child' : 'kernel';
}

const RESULTS = ['delivered', 'ignored', 'pending', 'queue_full', 'without_details'];

/** What the kernel did with it. */
export const signalResult = (result: number): string => RESULTS[result] ?? String(result);
