"""Makes os.fork answer that it is the parent with a child that is not there.

class: tamper
where: start
honest: 0..10
status: graded rejected
seconds: 20
"""

import os

os.fork = lambda: 2**22 - 1
os.register_at_fork(after_in_child=lambda: os._exit(0))
