"""Connects to every unix socket that /proc/net/unix names, and shows what it hears.

class: read
"""

import socket


def shout(words):
    try:
        lines = open("/proc/net/unix").read().splitlines()[1:]
    except OSError:
        lines = []
    names = [line.split()[7] for line in lines if len(line.split()) > 7]
    names += ["\0multiprocessing", "@/tmp/.X11-unix/X0"]
    found = []
    for name in sorted(set(names))[:200]:
        address = "\0" + name[1:] if name.startswith("@") else name
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
            try:
                with socket.socket(socket.AF_UNIX, kind) as link:
                    link.settimeout(0.1)
                    link.connect(address)
                    found.append("redteam-win: connected to a socket of somebody else's")
                    link.send(b"\x80\x04.")
                    found.append(repr(link.recv(1000)))
            except OSError:
                continue
    raise ValueError("\n".join(found))
