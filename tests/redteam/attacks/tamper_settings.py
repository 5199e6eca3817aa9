"""Changes every global setting: default dtype and device, grad mode, threads, recursion, locale, umask.

class: tamper
where: q1_scale
honest: 0..10
"""

import decimal
import locale
import os
import sys

import numpy

torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.use_deterministic_algorithms(True)
torch.set_flush_denormal(True)
torch.set_printoptions(threshold=10**9, precision=12)
numpy.set_printoptions(threshold=sys.maxsize)
numpy.seterr(all="raise")
decimal.getcontext().prec = 1
os.umask(0o777)
sys.setrecursionlimit(400)
sys.setswitchinterval(100)
try:
    locale.setlocale(locale.LC_ALL, "C")
    os.mkdir("gone")
    os.chdir("gone")
    os.rmdir("../gone")
except OSError:
    pass
