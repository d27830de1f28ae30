/* SPDX-License-Identifier: Apache-2.0 */
/* What the cage's two files share. */
#pragma once
#include <stdbool.h>

/* Ends the cage with a sentence on standard error. */
#define EXIT_CAGE 70
void give_up(const char *what);

/* system-calls.c: from here on only what is on the list; opening to write and truncating only with `writes`. */
void close_system_calls(bool writes);
