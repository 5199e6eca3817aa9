"""Has the interpreter write down all frames a hundred times a second, and reads that in a test.

class: read
honest: 8..10
"""

import faulthandler
import time

dump = open("frames.txt", "a+")
faulthandler.enable(dump)
faulthandler.dump_traceback_later(0.01, repeat=True, file=dump)


def shout(words):
    time.sleep(0.2)
    raise ValueError(open("frames.txt").read()[:60000])
