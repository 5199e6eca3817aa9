"""Returns a text of 300 MB.

class: exhaust
seconds: 60
"""


def shout(words):
    return "HI!" * 100_000_000
