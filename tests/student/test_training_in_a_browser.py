"""A training in a real JupyterLab: the bar moves on and the curve grows while it runs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from tests.support.looking import in_a_browser
from tools.browser import browser, choose, faults, open_and_run

ROOT = Path(__file__).parents[2]
SETUP = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from tests.support.trained import BATCHES, accuracy, make, train
from torchgrade.student import Training

PAUSE = 0.05
"""
CARDS = "%load_ext torchgrade.student"
TRAIN = """
net = make()
with Training(net, 40, BATCHES, accuracy, checkpoint="net.pt") as training:
    left = training.epochs_left
    train(net, left, training.after_epoch, lambda epoch, step: time.sleep(PAUSE))
"""
USES = "print(f'of {left}: {accuracy(net.eval()) == training.best_accuracy}')\nPAUSE = 0"


@pytest.mark.slow(
    reason="a page of JupyterLab more; test_training_in_a_kernel.py interrupts it with every commit"
)
@pytest.mark.parametrize(
    "setup",
    [pytest.param(SETUP, id="plain"), pytest.param(f"{SETUP}{CARDS}\n", id="with cards")],
)
@in_a_browser
def test_the_curve_and_the_bar_move_on_in_place(served: tuple[Path, str], setup: str) -> None:
    """Stopped, it is one line and no traceback; the network can be used, and the cell goes on."""
    folder, address = served
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [v4.new_code_cell(code) for code in (setup, TRAIN, USES)]
    nbformat.write(
        v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "train.ipynb"
    )
    with browser() as page:
        open_and_run(page, address, "train.ipynb")
        bar = page.get_by_role("progressbar", name="Training")
        curve = page.get_by_role("img", name="training loss").locator("polyline[stroke='#0072b2']")
        curve.wait_for(state="attached")
        first = int(bar.get_attribute("aria-valuenow")), len(curve.get_attribute("points"))
        page.get_by_text(re.compile(r"Epoch [23]\d of 40")).wait_for()
        later = int(bar.get_attribute("aria-valuenow")), len(curve.get_attribute("points"))
        assert first[0] < 40 < later[0] < 100
        assert first[1] < later[1]
        assert page.locator(".tg-training").count() == 1, "in place"

        page.get_by_title("Interrupt the kernel").click()
        page.get_by_text("Stopped in epoch").wait_for()
        assert page.get_by_text("The network has the weights of epoch").is_visible()
        stopped = page.locator(".jp-OutputArea-output", has_text="You stopped the training")
        assert len(stopped.inner_text().splitlines()) == 1
        assert page.locator(".tg-training polyline").count() > 3, "the curves so far"
        for theme, light in (("Dark", "false"), ("Light", "true")):
            choose(page, f"Use Theme: JupyterLab {theme}")
            page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
            assert faults(page, ".tg-training") == [], theme

        def run(code: str) -> None:
            page.locator(".jp-CodeCell .cm-content", has_text=code).first.click()
            page.keyboard.press("Shift+Enter")

        run("print(f'of")
        page.get_by_text("of 40: True").wait_for()
        run("net = make()")
        page.get_by_text(re.compile(r"^Trained for 40 epochs")).wait_for()
        run("print(f'of")
        page.get_by_text(re.compile(r"of [12]?\d: True")).wait_for()
