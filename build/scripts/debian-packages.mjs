// SPDX-License-Identifier: Apache-2.0
// The Debian packages that Ringside needs, each with its reason, and what is missing of them.

/** @type {Record<string, Record<string, string>>} group -> package -> what it is for */
export const groups = {
  build: {
    clang: 'compiles the BPF programs',
    llvm: 'strips debug sections from the BPF objects',
    bpftool: 'writes the skeleton headers of the BPF objects',
    'libbpf-dev': 'loads and attaches BPF programs in the helper',
    'libelf-dev': 'libbpf reads BPF objects with it',
    'zlib1g-dev': 'libelf unpacks compressed sections with it',
    'libzstd-dev': 'compresses captures',
    gcc: 'compiles the helper',
    'g++': 'compiles the Node addon',
    make: 'runs small native builds',
    cmake: 'describes the native build',
    'ninja-build': 'runs the native build',
    'pkg-config': 'finds libbpf and libelf',
  },
  run: {
    polkitd: 'decides who may start the helper',
    pkexec: 'starts the helper as root',
    dbus: 'carries the questions from pkexec to polkitd',
  },
  window: {
    'libgtk-3-0': 'Electron links it',
    libnss3: 'Electron links it',
    libasound2: 'Electron links it',
    libgbm1: 'Electron links it',
    'libatk-bridge2.0-0': 'Electron links it',
    libcups2: 'Electron links it',
    libdrm2: 'Electron links it',
    libxkbcommon0: 'Electron links it',
  },
  test: {
    'libclang-rt-14-dev': 'the fuzzer and sanitizers for the helper’s request table',
    strace: 'counts system calls independently, to compare with ours',
    'linux-perf': 'counts events independently, to compare with ours',
    'libbpf-tools': 'other tracers, to compare results with',
    xvfb: 'a display for tests without a screen',
    xauth: 'xvfb-run needs it',
    sudo: 'tests start the window by it',
    procps: 'tests look at processes with ps',
    iproute2: 'lists sockets independently, to compare with ours',
    runc: 'makes the containers that tests look for',
    podman: 'makes them as well, and tells their names',
    'desktop-file-utils': 'judges the desktop entry',
    'shared-mime-info': 'tells the type of a capture, as on a desktop',
    'libglib2.0-bin': 'opens a capture as a double click does',
    'util-linux': 'tests change user and namespaces with setpriv and unshare',
  },
  kernels: {
    'qemu-system-x86': 'boots other kernels',
    'busybox-static': 'the user land of those guests',
    cpio: 'packs the file system of those guests',
    'xz-utils': 'unpacks kernel images',
    bc: 'kernel scripts calculate with it',
  },
};

/** The packages for what is to be done, name -> reason. */
export function wanted({ window = false, tests = false, kernels = false } = {}) {
  return {
    ...groups.build,
    ...groups.run,
    ...(window || tests ? groups.window : {}),
    ...(tests ? groups.test : {}),
    ...(kernels ? groups.kernels : {}),
  };
}

/** What to ask dpkg-query for: a line a package, with the other names that it goes by. */
export const queryFormat = `${['Package', 'db:Status-Status', 'Provides'].map((field) => `\${${field}}`).join('\\t')}\\n`;

/**
 * Names that dpkg does not have installed.
 * A removed package whose settings remain ("config-files") and a half-installed one are missing. Provides count,
 * since later releases rename libraries (libgtk-3-0t64 provides libgtk-3-0).
 * @param {string[]} names
 * @param {string} installed what dpkg-query printed for queryFormat
 */
export function missing(names, installed) {
  const have = new Set();
  for (const line of installed.split('\n')) {
    const [name, status, provides] = line.split('\t');
    if (status !== 'installed') continue;
    have.add(name);
    for (const other of (provides ?? '').split(',')) {
      have.add(other.trim().split(/[ (:]/)[0]);
    }
  }
  return names.filter((name) => !have.has(name));
}

/** The system's own name for itself, and whether it is Debian. @param {string} osRelease /etc/os-release */
export function distribution(osRelease) {
  const value = (key) => osRelease.match(new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm'))?.[1] ?? '';
  return {
    debian: value('ID') === 'debian',
    name: value('PRETTY_NAME') || value('ID') || 'an unnamed system',
  };
}
