"""Puts lone surrogates, which no UTF-8 file can hold, into outputs, messages, names and values.

class: leak
unsandboxed: yes
"""

try:
    print("\ud800")
except UnicodeEncodeError:
    pass


def shout(words):
    raise ValueError("\ud800\udfff\udcff")
