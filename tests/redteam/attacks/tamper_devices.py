"""Opens every device and every switch of the kernel that there is, to read or to write.

class: tamper
where: start
"""

import os

FINE = {"null", "zero", "full", "random", "urandom", "tty"}


def attempt(path, flags):
    try:
        os.close(os.open(path, flags | os.O_NONBLOCK))
        print("redteam-win: opened", path)
    except OSError:
        pass


for folder, _, names in os.walk("/dev"):
    for name in set(names) - FINE:
        attempt(f"{folder}/{name}", os.O_RDONLY)
        attempt(f"{folder}/{name}", os.O_WRONLY)
for top in ("/sys/fs/cgroup", "/sys/kernel", "/proc/sys"):
    for folder, folders, names in os.walk(top):
        folders[:] = folders[: 0 if folder.count("/") > 5 else 100]
        for name in names:
            attempt(f"{folder}/{name}", os.O_WRONLY)
for name in ("kcore", "kmsg", "keys", "1/environ", "timer_list", "sched_debug"):
    attempt(f"/proc/{name}", os.O_RDONLY)
for name in ("sysrq-trigger", "1/oom_score_adj", f"{os.getppid()}/oom_score_adj"):
    attempt(f"/proc/{name}", os.O_WRONLY)
