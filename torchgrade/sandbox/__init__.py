"""Isolates, limits, measures and ends the processes that run a student's code (Linux, mostly).

Nothing here knows about grading. A *player* is an untrusted process: it runs our code up to
:func:`isolate.enter`, a student's afterwards. Read :mod:`~torchgrade.sandbox.isolate` first; its
:class:`~isolate.Plan` says what a player gets, and ``enter(plan, keep)`` applies these layers, in
this order:

1. ``inherited``: its own session (setsid(2)), only one descriptor, a scrubbed environment, resource
limits (setrlimit(2)); 2. ``mounts``: its own mount namespace, with private /tmp and /dev/shm, if
the grader is root (mount_namespaces(7)); otherwise, ``workers`` makes a DataLoader work without
processes; 3. ``credentials``: another uid, leased by ``uid_lease``, and no capabilities
(credentials(7), capabilities(7)); it dies with its parent (PR_SET_PDEATHSIG, prctl(2)), and can't
gain privileges (PR_SET_NO_NEW_PRIVS); 4. ``seccomp``: no network, no access to other processes
(seccomp(2)); 5. ``landlock``: a list of files that it may read, and one folder where it may write
(landlock(7)); 6. ``walls``: the player tries to open what must be closed to it.

``enter`` returns the active and missing layers as short texts, which grades record and `torchgrade
doctor` shows. ``privileges`` is for the trusted process that drives a player, ``folders`` removes
what players leave, ``syscalls`` wraps system calls by ctypes, and ``processes`` manages the
processes that a player starts: their memory, files, time, and end.
"""
