"""Freezes the clocks and turns every seeding call into nothing, so that limits and draws fail.

class: tamper
where: start
"""

import random
import signal
import time

import numpy
import torch

for name in ("time", "monotonic", "perf_counter", "process_time", "time_ns", "monotonic_ns"):
    setattr(time, name, lambda: 0)
time.sleep = lambda seconds: None
random.seed = numpy.random.seed = torch.manual_seed = lambda *anything: None
signal.alarm = signal.setitimer = lambda *anything: 0
