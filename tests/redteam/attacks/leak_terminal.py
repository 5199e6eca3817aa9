"""Puts terminal escapes, hyperlinks, bidirectional marks and NUL into messages and outputs.

class: leak
unsandboxed: yes
"""

import sys

text = "\x1b]8;;http://example.invalid\x07passed\x1b]8;;\x07\x1b[2J\x1b[31m\u202e\u2066\x00\x9b1m\r"
print(text)
print(text, file=sys.stderr)


def shout(words):
    raise ValueError(text)
