// SPDX-License-Identifier: Apache-2.0
/*
 * Sends itself SIGUSR1: RATE a second for SECONDS. Says how many its handler got, which is how many were sent: a
 * signal to oneself is delivered before kill() returns.
 *
 *   ringside-signals RATE SECONDS        {"received":N}
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t received;

static void on_signal(int number)
{
	(void)number;
	received++;
}

int main(int argc, char **argv)
{
	int rate = argc > 2 ? atoi(argv[1]) : 0, seconds = argc > 2 ? atoi(argv[2]) : 0;
	struct timespec pause = { .tv_nsec = rate > 1 ? 1000000000 / rate : 0 };

	if (rate < 2 || seconds < 1)
		return 64;
	signal(SIGUSR1, on_signal);
	for (int i = 0; i < rate * seconds; i++) {
		kill(getpid(), SIGUSR1);
		nanosleep(&pause, NULL);
	}
	printf("{\"received\":%d}\n", (int)received);
	return 0;
}
