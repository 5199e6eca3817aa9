"""Makes os.fork, os._exit, os.waitpid and pause lie to whoever takes a snapshot.

class: tamper
where: start
honest: 0..10
status: graded rejected
seconds: 20
slow: is tried again and again; tamper_player_fork_parent lies of fork with every commit
"""

import os
import signal

os.fork = lambda: 0
os._exit = lambda code: None
os.waitpid = lambda *anything: (0, 0)
os.getpid = lambda: 1
os.kill = signal.pause = signal.pthread_kill = lambda *anything: None
