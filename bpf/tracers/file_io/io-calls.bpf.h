/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which calls read and write, and by which arguments they name the file: descriptors at the entry, bytes at the return. */
#ifndef RINGSIDE_IO_CALLS_H
#define RINGSIDE_IO_CALLS_H

enum io_kind {
	NOT_IO = 0,
	IO_READ,      /* fd */
	IO_WRITE,     /* fd */
	IO_SENDFILE,  /* to, from */
	IO_COPY,      /* from, offset, to */
};

#define I386 512

/* x86-64 and x32 0-511, then x32's own; i386 512-1023. */
static const u8 io_kinds[1024] = {
	/* read, write, pread64, pwrite64, readv, writev, sendfile */
	[0] = IO_READ, [1] = IO_WRITE, [17] = IO_READ, [18] = IO_WRITE, [19] = IO_READ, [20] = IO_WRITE,
	[40] = IO_SENDFILE,
	/* splice, preadv, pwritev, copy_file_range, preadv2, pwritev2 */
	[275] = IO_COPY, [295] = IO_READ, [296] = IO_WRITE, [326] = IO_COPY, [327] = IO_READ, [328] = IO_WRITE,
	/* i386: read, write, readv, writev, pread64, pwrite64, sendfile, sendfile64, splice */
	[I386 + 3] = IO_READ, [I386 + 4] = IO_WRITE, [I386 + 145] = IO_READ, [I386 + 146] = IO_WRITE,
	[I386 + 180] = IO_READ, [I386 + 181] = IO_WRITE, [I386 + 187] = IO_SENDFILE, [I386 + 239] = IO_SENDFILE,
	[I386 + 313] = IO_COPY,
	/* preadv, pwritev, copy_file_range, preadv2, pwritev2 */
	[I386 + 333] = IO_READ, [I386 + 334] = IO_WRITE, [I386 + 377] = IO_COPY, [I386 + 378] = IO_READ,
	[I386 + 379] = IO_WRITE,
};

/* x32 has numbers of its own where a call takes pointers to pointers. */
static __always_inline u32 io_kind(call_nr call)
{
	u32 number = call & 0xfff, index = number | (call >> 12 == ABI_I386 ? I386 : 0);

	if (call >> 12 == ABI_X32 && number >= 512) {
		if (number == 515 || number == 534 || number == 546)
			return IO_READ;
		return number == 516 || number == 535 || number == 547 ? IO_WRITE : NOT_IO;
	}
	if (number >= 512)
		return NOT_IO;
	barrier_var(index);
	return io_kinds[index & 1023];
}

#endif
