"""What an import of a student's reaches of the player's own modules: copies that nothing uses."""

from __future__ import annotations

from tests.support.tiny import Play

CELL = """
import torchgrade.checks.probes as probes
import torchgrade.engine.player.operations as operations
import torchgrade.engine.protocol.messages as messages
import torchgrade.sandbox.processes.heap as heap

operations.OPERATIONS = {"call": lambda *_: 42}
operations._call = lambda *_: 42
messages.Value.__init__ = lambda self, *_: None
messages.Value.parts = lambda self: ["value", 42, 0, [], "", [], None]
messages.parse_message = heap.give_back = None

def answer():
    return 1
"""
TEST = "def test_answer(answer):\n    assert answer() == 42"


def test_a_changed_module_of_the_players_changes_no_answer(play: Play) -> None:
    played = play([CELL], TEST)
    assert "assert answer() == 42" in played.failed[0]
    assert "answer:" not in played.failed[0], "the player goes on"
