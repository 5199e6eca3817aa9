"""What a player sends to its referee costs a cell or a case, whatever it is after."""

from __future__ import annotations

from tests.support.tiny import Play

PLAYER = """
    import struct, sys

    def player():
        frame = sys._getframe()
        while type(frame.f_locals.get("self")).__name__ != "Player":
            frame = frame.f_back
        return frame.f_locals["self"]

    def announce(size):
        player().channel._sock.sendall(struct.pack("!IQ", 10, size))

    def say(*parts):
        player().channel.send(list(parts))

    def letters():
        while True:
            yield "x" * 2**23

    def handle(base, kind="object"):
        say("value", [30, "object", 77, kind, True, base, "Mine", None], 0, [], "", [], None)
"""


def test_more_than_a_referee_may_hold_costs_the_cell_or_the_case(play: Play) -> None:
    """Announced in a header, or summed up by a test: it is the player's doing, and is let go of."""
    test = """
        def test_announced(announce):
            announce(2**30)

        def test_generator(letters):
            "".join(list(letters()))

        def test_generator_again(letters):
            kept = []
            try:
                for text in letters():
                    kept.append(text + "y")
            except MemoryError:
                raise ValueError(len(kept)) from None

        def test_fine(letters):
            assert len(bytearray(80 * 2**20)) > len(next(iter(letters())))
    """
    cells = [PLAYER, "announce(2**30)", "print('on')"]
    played = play(cells, test, memory_mb=160)
    assert played.passed == {"q1": [False, False, False, True]}
    assert played.output(3) == "on"
    assert played.grade.flags[0].startswith("cell 2 disturbed")
    assert all("than there is memory for" in played.message("q1", case) for case in (1, 2))


def test_an_object_that_says_it_is_a_tensor_is_none_to_torch(play: Play) -> None:
    """C++ asks as `isinstance` does, and then reads the memory of what is no tensor."""
    test = """
        def test_tensor(handle):
            import torch
            given = handle("torch:Tensor")
            assert not isinstance(given, torch.Tensor)
            torch.allclose(torch.ones(2), given)

        def test_generator(handle):
            import torch
            torch.rand(2, generator=handle("torch._C:Generator"))

        def test_parameter(handle):
            import torch
            torch.ones(2).add_(handle("torch.nn.parameter:Parameter"))

        def test_module_is_one(handle):
            from torch import nn
            assert isinstance(handle("torch.nn:Linear", "module"), nn.Module)
    """
    played = play([PLAYER], test)
    assert played.passed == {"q1": [False, False, False, True]}
    assert all("TypeError" in played.message("q1", case) for case in (1, 2, 3)), played.failed
    assert not played.grade.flags


def test_what_a_test_holds_changes_only_where_it_feels_changes(play: Play) -> None:
    """What it computes after a call, from what it handed over, is not the player's choice."""
    cells = [
        PLAYER,
        """
        zeros = [0, 0, 0, 0]  # a list of three
        back = [[None, []], [zeros, []]]

        def squares(numbers):
            say("value", zeros, 0, [], "", [], back)

        def fails(numbers):
            say("error", ["ValueError"], "ValueError", "", "", "", back)

        def first():
            say("value", [30, "common", 5, [0, 1], []])

        def second():
            say("value", None, 0, [], "", [], None, False, [[5, [0, 2], []]])
        """,
    ]
    test = """
        def test_argument(squares):
            numbers = [1, 2, 3]
            assert squares(numbers) == [n * n for n in numbers]

        def test_argument_of_what_raises(fails):
            numbers = [1, 2, 3]
            try:
                fails(numbers)
            except ValueError:
                assert numbers == [0, 0, 0]

        def test_result(first, second):
            given = first()
            second()
            assert given == [2]
    """
    assert play(cells, test).passed == {"q1": [False, False, False]}
    assert play(cells, test, in_place=("q1",)).passed["q1"][:2] == [True, True]


def test_what_is_said_of_a_death_has_no_word_of_the_players(play: Play) -> None:
    """A student reads the message of a public case, and staff all flags."""
    test = """
        def test_word(say):
            say("secret-word", 0)

        def test_tag(say):
            say("value", [40961], 0, [], "", [], None)

        def test_error(say):
            say("error", ["secret-word"], "secret-word", ["secret-word"], "", "")
    """
    played = play([PLAYER, "say('ran', 'secret-word' * 400, '', '', [], False)"], test)
    said = [*played.grade.flags, *played.grade.notes, *played.failed]
    assert not any("secret-word" in text or "40961" in text for text in said), said
    assert played.grade.flags == (
        "cell 2 disturbed the process that the notebook ran in, which was ended",
        *(f"q1, case {case}: it sent what is no answer" for case in (1, 2, 3)),
    )


def test_a_message_is_cut_to_what_people_read(play: Play) -> None:
    """Else the line to the supervisor could grow beyond what it reads."""
    test = """
        def test_long(f):
            raise AssertionError(f() * 200)
    """
    played = play(["def f():\n    return 'x' * 10**6"], test)
    assert played.passed == {"q1": [False]}
    assert len(played.message("q1")) <= 50_000
