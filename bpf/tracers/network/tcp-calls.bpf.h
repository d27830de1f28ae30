/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* connect() and accept() as they come back, and the socket behind a descriptor. */
#ifndef RINGSIDE_TCP_CALLS_H
#define RINGSIDE_TCP_CALLS_H

#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define EAGAIN 11
#define EISCONN 106
#define EALREADY 114
#define EINPROGRESS 115

enum tcp_call_kind {
	NO_TCP_CALL = 0,
	CALL_CONNECT,
	CALL_ACCEPT,
};

/* x32 has the numbers of x86-64 here. */
static __always_inline u32 tcp_call_kind(call_nr call)
{
	bool narrow = call >> 12 == ABI_I386;
	u32 number = call & 0xfff;

	if (number == (narrow ? 362 : 42))
		return CALL_CONNECT;
	if (narrow ? number == 364 : number == 43 || number == 288)
		return CALL_ACCEPT;
	return NO_TCP_CALL;
}

/* The sock of TCP behind a file, by its address; 0 where it is anything else. */
static __always_inline u64 tcp_socket_of(u64 address)
{
	struct file *file = (struct file *)address;
	struct socket *socket;
	struct sock *sk;
	u16 family;

	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	sk = BPF_CORE_READ(socket, sk);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if ((family != AF_INET && family != AF_INET6) || BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP)
		return 0;
	return (u64)sk;
}

/* Where the program wanted to go: of a connect that failed at once, the socket does not know. */
static __always_inline void asked_end(struct socket_ends *ends, u64 pointer)
{
	struct sockaddr_in6 asked = {};

	if (bpf_probe_read_user(&asked, sizeof(struct sockaddr_in), (void *)pointer))
		return;
	if (asked.sin6_family == AF_INET) {
		address_from_v4(&ends->remote, ((struct sockaddr_in *)&asked)->sin_addr.s_addr);
	} else if (asked.sin6_family == AF_INET6) {
		bpf_probe_read_user(&asked, sizeof(asked), (void *)pointer);
		__builtin_memcpy(&ends->remote, &asked.sin6_addr, sizeof(ends->remote));
	} else {
		return;
	}
	ends->remote_port = bpf_ntohs(asked.sin6_port);
}

/* A connect that went well, or was answered later, was told by the state of its socket. */
static __always_inline void connect_came_back(struct account *account, u64 sk, u64 pointer, u32 error, u64 word,
					      struct text_room *room)
{
	struct tcp_life fresh = {};
	struct socket_ends ends = {};
	struct tcp_life *life;

	if (!error || error == EINPROGRESS || error == EALREADY || error == EISCONN || error == EINTR || !sk) {
		account->filtered++;
		return;
	}
	socket_ends_read(sk, &ends);
	life = life_of(sk, ends.cookie, word);
	if (life && life->role == ROLE_CONNECT) {
		if (life->answered) {
			account->filtered++;
			return;
		}
		life->answered = 1;
		fresh = *life;
	}
	if (!fresh.pid)
		life_take(&fresh, bpf_get_current_task(), word);
	if (!life_is_watched(account, &fresh, word))
		return;
	asked_end(&ends, pointer);
	fresh.error = error;
	tcp_tell_connect(&ends, &fresh, account, room);
}

static __always_inline void accept_came_back(struct account *account, u64 sk, u32 error, u64 word, struct text_room *room)
{
	struct tcp_life fresh = {};
	struct socket_ends ends = {};
	struct tcp_life *life;

	if (!sk || error == EAGAIN || error == EINTR) {
		account->filtered++;
		return;
	}
	socket_ends_read(sk, &ends);
	life = error ? 0 : life_of(sk, ends.cookie, word);
	/* With how it ended, if it has. */
	if (life)
		fresh = *life;
	fresh.role = ROLE_ACCEPT;
	fresh.cookie = ends.cookie;
	life_take(&fresh, bpf_get_current_task(), word);
	if (!error && !life_keep(account, sk, &fresh))
		return;
	if (life_is_watched(account, &fresh, word))
		tcp_tell_accept(&ends, &fresh, account, room, error);
}

/* Of an accept the new descriptor's socket; where it failed, the listener's. */
static __always_inline void tcp_call_came_back(struct account *account, struct pt_regs *regs, call_nr call, s64 result,
					       u64 word, struct text_room *room)
{
	struct task_struct *task = bpf_get_current_task_btf();
	register_value args[6];
	u32 error, fd;

	if (call >> 12 == ABI_I386)
		result = (s32)result;
	error = call_error(result);
	call_arguments(regs, call, args);
	fd = args[0];
	if (tcp_call_kind(call) == CALL_ACCEPT) {
		/* A call that will be made again has no result yet. */
		if (result >= 0)
			fd = result;
		else if (!error)
			error = EINTR;
		accept_came_back(account, tcp_socket_of(file_of_fd(task, fd)), error, word, room);
	} else {
		connect_came_back(account, tcp_socket_of(file_of_fd(task, fd)), args[1], error, word, room);
	}
}

#endif
