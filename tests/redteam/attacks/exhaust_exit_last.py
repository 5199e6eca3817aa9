"""Ends the process in the last cell, after every check.

class: exhaust
where: end
"""

import os

os._exit(0)
