// SPDX-License-Identifier: Apache-2.0
/*
 * Opens files in all the ways in which a path can mislead, below FOLDER, and says after each what the kernel told of
 * the descriptor (/proc/self/fd), which is the truth that the paths in the stream have to be. As root.
 *
 *   ringside-paths FOLDER     a line for each open, in order: PID CASE FD ERRNO PATH, the path in hexadecimal
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define REWRITES 20000

static char folder[4096];

/* Says what an open gave; `fd` is the result, errno as it stands. */
static int told(const char *name, int fd)
{
	char link[64], path[8192], line[20000];
	ssize_t length = 0;
	int error = fd < 0 ? errno : 0, used;

	if (fd >= 0) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		length = readlink(link, path, sizeof(path));
	}
	used = snprintf(line, sizeof(line), "%d %s %d %d ", getpid(), name, fd, error);
	for (ssize_t i = 0; i < length; i++)
		used += snprintf(line + used, sizeof(line) - used, "%02x", (unsigned char)path[i]);
	line[used++] = '\n';
	if (write(1, line, used) != used)
		_exit(70);
	return fd;
}

static void must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	_exit(71);
}

static int make(const char *path)
{
	return told("make", open(path, O_CREAT | O_RDWR, 0644));
}

static void plain_cases(void)
{
	struct open_how how = { .flags = O_RDONLY, .resolve = RESOLVE_BENEATH };
	int dir, fd;

	must(!mkdir("a", 0755) && !mkdir("a/b", 0755), "mkdir");
	close(make("a/c"));
	must(!chdir("a/b"), "chdir");
	close(told("relative", open("../c", O_RDONLY)));
	dir = told("directory", open("..", O_RDONLY | O_DIRECTORY));
	must(!chdir("/"), "chdir");
	close(told("dfd", openat(dir, "c", O_RDONLY | O_CLOEXEC)));
	close(told("openat2", syscall(SYS_openat2, dir, "c", &how, sizeof(how))));
	told("dfd-missing", openat(dir, "no/such", O_RDONLY));
	must(!chdir(folder), "chdir");
	told("relative-missing", open("./none", O_RDONLY));
	told("absolute-missing", open("/there/is/none", O_RDONLY));
	told("unreadable", open((char *)1, O_RDONLY));
	told("refused", open("a", O_WRONLY));
	must(!symlink("a/c", "link") && !symlink("a", "dir-link"), "symlink");
	close(told("symlink", open("link", O_RDONLY)));
	close(told("through-symlink", open("dir-link/b/../c", O_RDONLY)));
	told("symlink-not-followed", open("link", O_RDONLY | O_NOFOLLOW));
	close(told("creat", creat("made", 0600)));
	close(told("root", open("/", O_RDONLY)));
	close(told("o_path", open("a/c", O_PATH)));
	close(told("tmpfile", open("a", O_TMPFILE | O_RDWR, 0600)));
	fd = make("gone");
	must(!unlink("gone"), "unlink");
	char again[64];
	snprintf(again, sizeof(again), "/proc/self/fd/%d", fd);
	close(told("deleted", open(again, O_RDONLY)));
	close(fd);
	fd = memfd_create("a memory", 0);
	snprintf(again, sizeof(again), "/proc/self/fd/%d", fd);
	close(told("memfd", open(again, O_RDONLY)));
	int ends[2];
	must(!pipe(ends), "pipe");
	snprintf(again, sizeof(again), "/proc/self/fd/%d", ends[0]);
	close(told("pipe", open(again, O_RDONLY)));
	close(dir);
}

static void name_cases(void)
{
	static const char *const names[] = { "line\nfeed", "\033[31mred\033[0m\a", "caf\xe9-\xff\xfe", "gr\xc3\xbc\xc3\x9f",
					     "<img src=x onerror=alert(1)>", "back\\x41slash", "quote\"'$(id)" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		close(told("name", open(names[i], O_CREAT | O_WRONLY, 0644)));
}

/* A chain of folders, so that a file in it has a path of exactly `bytes`. */
static void long_case(const char *name, size_t bytes)
{
	char part[256];
	size_t length = strlen(folder);
	int fd;

	must(!chdir(folder), "chdir");
	memset(part, 'd', sizeof(part));
	while (length < bytes) {
		size_t left = bytes - length - 1, take = left > 255 ? left > 257 ? 255 : 200 : left;

		part[take] = 0;
		length += take + 1;
		if (length < bytes) {
			mkdir(part, 0755);
			must(!chdir(part), "chdir");
		} else {
			fd = told(name, open(part, O_CREAT | O_RDWR, 0644));
			close(fd);
		}
		part[take] = 'd';
	}
	must(!chdir(folder), "chdir");
}

static void handle_case(void)
{
	struct {
		struct file_handle head;
		char bytes[128];
	} handle = { .head.handle_bytes = 128 };
	int mount, place = told("directory", open(".", O_RDONLY | O_DIRECTORY));

	if (!name_to_handle_at(AT_FDCWD, "a/c", &handle.head, &mount, 0))
		close(told("handle", open_by_handle_at(place, &handle.head, O_RDONLY)));
	close(place);
}

static void in_child(void (*work)(void))
{
	pid_t child = fork();
	int status;

	if (!child) {
		work();
		_exit(0);
	}
	must(waitpid(child, &status, 0) == child && !status, "a child");
}

static void private_mounts(void)
{
	must(!unshare(CLONE_NEWNS) && !mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "unshare");
}

static void bind_mount(void)
{
	private_mounts();
	must(!mkdir("here", 0755) && !mount("a", "here", NULL, MS_BIND, NULL), "bind");
	close(told("bind", open("here/c", O_RDONLY)));
	close(told("bind-root", open("here", O_RDONLY)));
}

static void overlay_mount(void)
{
	private_mounts();
	must(!mkdir("tmp", 0755) && !mount("tmpfs", "tmp", "tmpfs", 0, NULL), "tmpfs");
	must(!mkdir("tmp/l", 0755) && !mkdir("tmp/u", 0755) && !mkdir("tmp/w", 0755) && !mkdir("tmp/m", 0755), "mkdir");
	close(make("tmp/l/file"));
	must(!mount("overlay", "tmp/m", "overlay", 0, "lowerdir=tmp/l,upperdir=tmp/u,workdir=tmp/w"), "overlay");
	close(told("overlay", open("tmp/m/file", O_RDONLY)));
	close(told("overlay-written", open("tmp/m/file", O_RDWR)));
}

static void in_chroot(void)
{
	int outside = told("directory", open(".", O_RDONLY | O_DIRECTORY)), proc;

	must(!mkdir("jail", 0755) && !mkdir("jail/in", 0755) && !mkdir("jail/proc", 0755), "mkdir");
	proc = told("directory", open("/proc", O_RDONLY | O_DIRECTORY));
	(void)proc;
	must(!chroot("jail") && !chdir("/in"), "chroot");
	/* No /proc in there: what it would say is known. */
	close(told("chroot", open("file", O_CREAT | O_RDWR, 0644)));
	told("chroot-missing", open("none", O_RDONLY));
	close(told("chroot-outside", openat(outside, "a/c", O_RDONLY)));
}

/* A root of its own, and nothing of the old one left. */
static void without_parents_root(void)
{
	private_mounts();
	must(!mkdir("new", 0755) && !mount("tmpfs", "new", "tmpfs", 0, NULL), "tmpfs");
	must(!mkdir("new/old", 0755) && !chdir("new"), "mkdir");
	must(!syscall(SYS_pivot_root, ".", "old") && !chdir("/") && !umount2("/old", MNT_DETACH), "pivot");
	close(told("own-root", open("/file", O_CREAT | O_RDWR, 0644)));
	told("own-root-missing", open("old/none", O_RDONLY));
}

static char rewritten[16] = "first-file";
static volatile bool rewriting = true;

static void *rewrite(void *nothing)
{
	for (unsigned long i = 0; rewriting; i++)
		memcpy(rewritten, i & 1 ? "other-file" : "first-file", 10);
	return nothing;
}

/* Which of the two it was is asked of the file itself. */
static void rewrite_case(void)
{
	struct stat first, found;
	pthread_t thread;
	long of_first = 0, of_other = 0, of_none = 0;
	int fd;

	close(make("first-file"));
	close(make("other-file"));
	must(!stat("first-file", &first), "stat");
	pthread_create(&thread, NULL, rewrite, NULL);
	for (int i = 0; i < REWRITES; i++) {
		fd = open(rewritten, O_RDONLY | O_NOCTTY);
		if (fd < 0) {
			of_none++;
			continue;
		}
		fstat(fd, &found);
		*(found.st_ino == first.st_ino ? &of_first : &of_other) += 1;
		close(fd);
	}
	rewriting = false;
	pthread_join(thread, NULL);
	printf("%d rewritten %ld %ld %ld\n", getpid(), of_first, of_other, of_none);
	fflush(stdout);
}

static void at_once(void)
{
	told("at-once", open("a/c", O_RDONLY));
}

int main(int argc, char **argv)
{
	if (argc != 2 || !realpath(argv[1], folder) || chdir(folder))
		return 64;
	plain_cases();
	name_cases();
	long_case("long", 4095);
	long_case("too-long", 4400);
	handle_case();
	in_child(bind_mount);
	in_child(overlay_mount);
	in_child(in_chroot);
	in_child(without_parents_root);
	for (int i = 0; i < 200; i++)
		in_child(at_once);
	rewrite_case();
	return 0;
}
