"""Calls out: to this machine, to the outside, to the cloud's metadata service, by name.

class: read
"""

import socket


def shout(words):
    found = []
    for host, port in (("127.0.0.1", 22), ("169.254.169.254", 80), ("1.1.1.1", 53)):
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as link:
                link.settimeout(0.2)
                found.append("redteam-win: an inet socket")
                link.connect((host, port))
        except OSError:
            continue
    for family in (
        socket.AF_INET6,
        getattr(socket, "AF_NETLINK", 16),
        getattr(socket, "AF_VSOCK", 40),
    ):
        try:
            socket.socket(family, socket.SOCK_DGRAM).close()
            found.append(f"redteam-win: a socket of family {int(family)}")
        except OSError:
            continue
    raise ValueError("\n".join(found))
