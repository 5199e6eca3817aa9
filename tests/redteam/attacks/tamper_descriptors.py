"""Closes all its descriptors, channel and standard streams as well, before the first check.

class: tamper
where: q1_scale
honest: 0..10
status: graded rejected
seconds: 20
"""

import os

os.closerange(0, 1024)
