"""A plot of a calibration: a dot for each training, and the threshold."""

from __future__ import annotations

from pathlib import Path

from torchgrade.calibration.evidence import Evidence
from torchgrade.files.writing import replacing
from torchgrade.verify.calibrate.recipe import REFERENCE

__all__ = ["write_plot"]


def write_plot(path: Path, title: str, evidence: Evidence) -> None:
    """Write a PNG: variants from top to bottom, accuracy to the right on a logit scale."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = list(evidence.variants)
    figure = Figure(figsize=(8, 1.6 + 0.35 * len(names)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for row, name in enumerate(names):
        # Half an image short of all keeps an accuracy of 1 on the logit scale.
        most = 1 - 0.5 / evidence.images
        shown = [min(accuracy, most) for accuracy in evidence.variants[name].accuracies]
        colour = "tab:blue" if name == REFERENCE else "tab:red"
        axes.plot(shown, [row] * len(shown), "o", color=colour, alpha=0.5)
    axes.axvline(evidence.threshold, color="black", label=f"threshold {evidence.threshold:g}")
    axes.axvline(
        evidence.bound,
        color="gray",
        linestyle=":",
        label=f"bound {evidence.bound:.4f}: missed once in 1,000 trainings as good",
    )
    axes.set_xscale("logit")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.4g}")
    axes.xaxis.set_minor_formatter(lambda value, _: "")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel(f"accuracy on {evidence.images:,} test images")
    axes.set_title(title)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    with replacing(path) as made:
        # Without the program's name in the file, the same numbers give the same bytes.
        figure.savefig(made, format="png", dpi=110, metadata={"Software": None})
