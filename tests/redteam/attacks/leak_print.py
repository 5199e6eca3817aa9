"""Prints and logs the inputs of hidden tests: stdout, stderr, warnings, logging, display, descriptors 1 and 2.

class: leak
unsandboxed: yes
"""

import logging
import os
import sys
import warnings


def say(thing):
    print(thing)
    print(thing, file=sys.stderr)
    warnings.warn(f"{thing}", stacklevel=1)
    logging.getLogger().error("%s", thing)
    display(thing)
    for fd in (1, 2):
        try:
            os.write(fd, f"{thing}\n".encode())
        except OSError:
            pass


def scale(x):
    say(x)
    return 2.5 * x + 1.0


def squares(numbers):
    say(numbers)
    return [number + number for number in numbers]


def shout(words):
    say(words)
    return words
