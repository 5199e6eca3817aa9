"""Ends the process in the first cell: only that cell is lost, and the honest ones run.

class: exhaust
where: start
status: graded
"""

import os

os._exit(0)
