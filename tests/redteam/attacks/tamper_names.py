"""Sends values of names nobody asked for along with those of a test: __builtins__, __import__, names of modules.

class: tamper
where: each
honest: 0..10
"""

import sys


def _player():
    frame = sys._getframe()
    while frame is not None:
        found = frame.f_locals.get("self")
        if type(found).__name__ == "Player":
            return found
        frame = frame.f_back


class Fake:
    def __getattr__(self, name):
        return lambda *anything, **more: True


_names = {"__builtins__": {"__import__": lambda *_: Fake()}, "torch": Fake(), "checks": Fake()}
_names |= {"__import__": lambda *_: Fake(), "assert": Fake()}
_found = _player()
if _found is not None and not hasattr(_found, "real_names"):
    _found.real_names = _found._names

    def names(request):
        _found.cells.namespace.update(_names)
        request.names += _names
        return _found.real_names(request)

    _found._names = names
