"""Returns text with lone surrogates in it.

class: leak
unsandboxed: yes
"""


def shout(words):
    return "\ud800" + words
