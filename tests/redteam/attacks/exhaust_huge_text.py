"""Returns a text of 300 MB.

class: exhaust
seconds: 60
slow: makes 300 MB; exhaust_wide_list meets the same bound with every commit
"""


def shout(words):
    return "HI!" * 100_000_000
