"""Returns a dict and a set whose keys all have one hash.

class: exhaust
honest: 8
seconds: 40
slow: waits for a limit, as exhaust_loop_in_c does
"""


def squares(numbers):
    # One key each: the player writes thirty thousand entries, and only the reader would collide.
    half = [{number * (2**61 - 1): 0 for number in range(1, 8_000)} for _ in range(1)]
    return [half[0], {number * (2**61 - 1) for number in range(1, 8_000)}, *half * 20]
