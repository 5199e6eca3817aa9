"""Writes hidden inputs into files in one test case, and reads them back in a public one.

class: leak
unsandboxed: yes
"""

import glob

places = (
    "seen.txt",
    "/tmp/redteam-mark-seen",
    "/dev/shm/redteam-mark-seen",
    "/var/tmp/redteam-mark-seen",
)


def keep(thing):
    for place in places:
        try:
            with open(place, "a") as file:
                file.write(f"{thing}\n")
        except OSError:
            pass


def scale(x):
    keep(x.tolist())
    return 2.5 * x + 1.0


def squares(numbers):
    keep(numbers)
    return [number + number for number in numbers]


def shout(words):
    found = []
    for place in (*places, *glob.glob("../*/seen.txt"), *glob.glob("/tmp/*/seen.txt")):
        try:
            found.append(open(place).read())
        except OSError:
            pass
    raise ValueError("\n".join(found))
