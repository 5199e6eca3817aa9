"""What a referee of root's can do once it hears a student's code: read, look, end, and no more."""

from __future__ import annotations

import os
import sys

import pytest

from tests.support.tiny import Play

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's"),
    pytest.mark.skipif(os.getuid() != 0, reason="only root has rights to give up"),
]


def test_a_referee_gives_up_root_s_rights_and_still_does_its_work(play: Play) -> None:
    cells = [
        """
        import os, pathlib
        pathlib.Path("written").write_text("yes")
        pathlib.Path("kept").mkdir()
        pathlib.Path("kept/closed").write_text("yes")
        os.chmod("kept", 0o700)

        def hang():
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass
        """
    ]
    test = """
        def test_is_nobody():
            import os, pathlib
            assert 0 not in (*os.getresuid(), *os.getresgid(), *os.getgroups())
            status = dict(
                line.split(":", 1)
                for line in pathlib.Path("/proc/self/status").read_text().splitlines()
            )
            held = {int(status[name], 16) for name in ("CapPrm", "CapEff", "CapBnd")}
            assert len(held) == 1 and not held.pop() & ~(1 << 2 | 1 << 5 | 1 << 19), status
            assert status["NoNewPrivs"].split() == ["1"]

        def test_writes_nowhere_else():
            import os
            for path in ("/etc/passwd", "/proc/1/mem", "/proc/sys/kernel/hostname", "/root/x"):
                try:
                    os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
                except OSError:
                    continue
                raise AssertionError(path)

        def test_gets_into_no_process():
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            assert libc.ptrace(16, os.getppid(), 0, 0) == -1  # PTRACE_ATTACH
            assert ctypes.get_errno() == 1
            assert libc.setuid(0) == -1

        def test_reads_what_the_player_wrote_and_writes_itself():
            import pathlib, tempfile
            assert pathlib.Path("written").read_text() == "yes"
            assert pathlib.Path("kept/closed").read_text() == "yes"
            pathlib.Path("kept/mine").write_text("x")
            with tempfile.NamedTemporaryFile() as file:
                file.write(b"x")

        def test_ends_what_hangs(hang):
            hang()
    """
    played = play(cells, test, case_seconds=1)
    assert played.passed == {"q1": [True, True, True, True, False]}, played.failed
    assert "did not end within 1 s" in played.message("q1", 5)
