"""Isolates, limits, measures and ends the processes that run a student's code (Linux, mostly).

Nothing here knows of grading. A *player* is an untrusted process: ours up to :func:`isolate.enter`,
a student's afterwards. Read :mod:`~torchgrade.sandbox.isolate` first; its :class:`~isolate.Plan`
says what a player gets, and ``enter(plan, keep)`` puts these layers on, in this order:

1. ``inherited``: its own session (setsid(2)), no descriptors but one, an environment that names
   nothing, resource limits (setrlimit(2));
2. ``mounts``: its own mount namespace, with private /tmp and /dev/shm, where the grader is root
   (mount_namespaces(7)); without, ``workers`` has a DataLoader do without processes;
3. ``credentials``: another uid, which ``uid_lease`` took for it, and no capabilities
   (credentials(7), capabilities(7)); it ends with its parent (PR_SET_PDEATHSIG, prctl(2)), and
   gains no privileges (PR_SET_NO_NEW_PRIVS);
4. ``seccomp``: no network, no looking into other processes (seccomp(2));
5. ``landlock``: a list of the files that it may read, and one folder to write (landlock(7));
6. ``walls``: the player tries whether it can open what is closed to it.

``enter`` returns what is on and what is not as short texts, which grades record and `torchgrade
doctor` shows. ``privileges`` is for the trusted process that drives a player, ``folders`` removes
what players leave, ``syscalls`` has what ctypes calls, and ``processes`` looks after the processes
that a player starts: their memory, files, time, and end.
"""
