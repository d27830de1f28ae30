/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What differs between kernels and architectures, each with its reason, each as one function.
 */
#ifndef RINGSIDE_KERNEL_FIXES_H
#define RINGSIDE_KERNEL_FIXES_H

#define ABI_NATIVE 0
#define ABI_I386 1
#define ABI_X32 2
#define CALL_NONE 4095

#if defined(__TARGET_ARCH_x86)
#define X32_CALL_BIT 0x40000000
#define TS_COMPAT 2 /* asm/thread_info.h: inside a 32-bit call, by int $0x80 or from a 32-bit program */

/* The ABI and number of the call that `task` is in. The ABI is of the call, not of the program. */
static __always_inline call_nr call_of(struct task_struct *task, long number)
{
	u32 abi = ABI_NATIVE;

	if (task->thread_info.status & TS_COMPAT) {
		abi = ABI_I386;
	} else if (number & X32_CALL_BIT) {
		abi = ABI_X32;
		number &= ~(long)X32_CALL_BIT;
	}
	if ((unsigned long)number >= CALL_NONE)
		number = CALL_NONE;
	return (call_nr)(abi << 12 | number);
}

/* The six argument registers. A 32-bit call has them elsewhere, and only their lower halves count. */
static __always_inline void call_arguments(struct pt_regs *regs, call_nr call, register_value *args)
{
	if (call >> 12 == ABI_I386) {
		args[0] = (u32)regs->bx;
		args[1] = (u32)regs->cx;
		args[2] = (u32)regs->dx;
		args[3] = (u32)regs->si;
		args[4] = (u32)regs->di;
		args[5] = (u32)regs->bp;
		return;
	}
	args[0] = regs->di;
	args[1] = regs->si;
	args[2] = regs->dx;
	args[3] = regs->r10;
	args[4] = regs->r8;
	args[5] = regs->r9;
}
#else
#error "this architecture's system-call registers are not described yet"
#endif

#define MAX_ERRNO 4095
#define EINTR 4
#define SIGKILL 9
#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

/*
 * The errno of a result, 0 when it is none. The restart codes never reach a program: the call is made again
 * or becomes EINTR on the way out, so they are not its errors.
 */
static __always_inline errno_nr call_error(s64 result)
{
	u64 error = -result;

	if (error == 0 || error > MAX_ERRNO)
		return 0;
	if (error >= ERESTARTSYS && error <= ERESTART_RESTARTBLOCK)
		return 0;
	return error;
}

/* Whether a signal cut the call short: every restart code, or the EINTR of a call that is not made again. */
static __always_inline bool call_interrupted(s64 result)
{
	return result == -EINTR || (result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK);
}

/*
 * Whether the task dies before its program's next instruction: a fatal signal becomes a SIGKILL pending for
 * each thread, as fatal_signal_pending() has it. (Signals that dump core do not, until they are delivered.)
 */
static __always_inline bool task_is_killed(struct task_struct *task)
{
	return task->pending.signal.sig[0] & 1ul << (SIGKILL - 1);
}

#endif
