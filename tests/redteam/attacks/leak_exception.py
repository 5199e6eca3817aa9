"""Raises exceptions with the hidden inputs in their text, notes, cause and class name.

class: leak
honest: 8
unsandboxed: yes
"""


def squares(numbers):
    error = type(f"Input{numbers[0]}", (ValueError,), {})(f"the input was {numbers}")
    if hasattr(error, "add_note"):
        error.add_note(f"the input was {numbers}")
    raise error from KeyError(f"{numbers}")


def shout(words):
    raise ValueError(f"the input was {words}")
