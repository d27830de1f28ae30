/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What every tracer includes, in the order in which each part needs the one before. */
#ifndef RINGSIDE_BPF_H
#define RINGSIDE_BPF_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>

#include "units.bpf.h"
#include "tables.h"
#include "kernel_fixes.bpf.h"
#include "account.bpf.h"
#include "stream.bpf.h"
#include "group.bpf.h"
#include "process.bpf.h"
#include "tally.bpf.h"
#include "filter.bpf.h"
#include "followed_call.bpf.h"
#include "text.bpf.h"
#include "address_text.bpf.h"
#include "path.bpf.h"
#include "path_text.bpf.h"
#include "host_view.bpf.h"
#include "group_table.bpf.h"
#include "names.bpf.h"

#endif
