"""Returns an object whose finalizer looks at the frames of whoever lets go of it.

class: read
unsandboxed: yes
"""

import sys

loot = []


class Dropped(list):
    def __del__(self):
        frame = sys._getframe(1)
        while frame is not None:
            loot.append(f"{frame.f_code.co_name} {frame.f_code.co_consts} {frame.f_locals!r:.1000}")
            frame = frame.f_back


def squares(numbers):
    return Dropped(number + number for number in numbers)


def shout(words):
    squares([1])
    raise ValueError("\n".join(loot)[:200000])
