"""Conventions on which books and libraries differ, and the words that pin them down."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["AXES", "CONVENTIONS", "IMAGE", "OF_IMAGES", "Convention"]


@dataclass(frozen=True)
class Convention:
    """``used`` matches code that depends on it, ``pinned`` a text that says which one is meant.

    ``used`` is searched in the solution, without comments, statement by statement.
    """

    name: str
    used: re.Pattern[str]
    pinned: re.Pattern[str]


def _convention(name: str, used: str, pinned: str) -> Convention:
    return Convention(name, re.compile(used), re.compile(pinned, re.IGNORECASE))


_FATE = r"\b(keep|keeps|kept|retain\w*|surviv\w*|drop|drops|dropped|dropping|zeroed)\b"
_SHARE = r"\b(probabilit\w*|fraction|share|ratio|chance)\b"

CONVENTIONS = (
    _convention(
        "whether p is the probability to keep or to drop a unit",
        r"(?i:dropout)(\w*)\(|\b(bernoulli|rand|rand_like)\(.*\)\s*(<|>)=?\s*[\w.]*(p|prob|rate)\b",
        rf"{_FATE}\W+(\w+\W+){{0,6}}?{_SHARE}|{_SHARE}\W+(\w+\W+){{0,8}}?{_FATE}"
        r"|\b(keep|drop)_?(p|prob|ratio|rate)\b|\bp_(keep|drop)\b|nn\.Dropout",
    ),
    _convention(
        "whether the variance is divided by N or by N - 1",
        r"\b(var|std|var_mean|std_mean)\(|\bvar\w* = .*(mean|sum)\(",
        r"biased|bessel|\bcorrection\b|population|degrees? of freedom|\bddof\b"
        r"|divid\w+ by\W+(\w+\W+){0,6}n\b|[nm]\s*-\s*1\b|1\s*/\s*[nm]\b|frac\{?1\}?\{?[nm]",
    ),
    _convention(
        "which share of the new value enters the running statistics (momentum)",
        r"\brunning_\w+['\"]?\]?\s*(\*=|\+=|=.*(momentum|\d))",
        r"running\w*[`']?\s*(=|\\leftarrow|<-).*[*]|1\s*-\s*(m\b|`?momentum|\\?rho|\\?alpha|\\mu)"
        r"|\b(new|old|batch) (value|statistic|one)|takes? \S+ of the (new|old)|PyTorch",
    ),
    _convention(
        "whether the velocity holds the learning rate (v = mu v - lr dw, or v = mu v + dw)",
        r"\b(velocity|config\['(v|velocity)'\]|v)\s*=\s*.*(momentum|\bmu\b|\brho\b).*\*",
        r"\bv(elocity)?\w*\s*(=|\\leftarrow|<-|\\gets)|PyTorch|torch\.optim",
    ),
    _convention(
        "whether the L2 penalty has the factor 0.5",
        r"\b(reg|lam|lamb|lambda_|l2|l2_reg|weight_decay)\b.*"
        r"(\*\* ?2|\.pow\(2\)|\.square\(\)|(\bW\w*) \* \3)",
        r"0\.5|1\s*/\s*2|frac\{?1\}?\{?2|\bhalf\b|½|\\lVert|sum of (the )?square|\^\{?2|\*\*\s*2",
    ),
    _convention(
        "whether the loss takes logits or probabilities",
        r"\b(cross_entropy|CrossEntropyLoss|nll_loss|NLLLoss|binary_cross_entropy\w*|BCE\w*Loss)\(",
        r"logit|\bscores?\b|probabilit|softmax|sigmoid",
    ),
)

IMAGE = re.compile(
    r"\b(rand|randn|ones|zeros|full|empty|randint)\(\(?\s*\w+(, ?\w+){3}\b(?!\s*[*=])", re.ASCII
)
"""Code of a test that makes a tensor with four axes."""

OF_IMAGES = re.compile(
    r"\b(images?|pixels?|channels?|feature maps?|each map|heights?|widths?|spatial\w*|CNNs?)\b"
    r"|conv(olution|_?[123]?d)|pool|[A-Za-z_][23]d\b|\bN, ?C, ?H|\bNCHW|\bH, ?W\b",
    re.IGNORECASE,
)
"""Words in text, solution or tests if such a tensor is an image, not attention heads."""

AXES = Convention(
    "in which order the axes of an image are",
    re.compile(
        r"\[:, |\.shape\[-?[123]\]|\.size\(-?[123]\)|(\w+, ){3}\w+\)? = [\w.]+\.(shape|size)\b"
        r"|\b(dim|axis)=\(?[^()]*[23]|\.(mean|sum|var|amax)\(\(|\b(permute|transpose|movedim)\("
    ),
    re.compile(
        r"\((N|B|C|H|batch\w*|\w*channels|height|\d+)\s*(,\s*[^(),]+(\([^()]*\))?){2,}\)|NCHW"
        r"|channels?[ -](first|last)|any shape|conv2d|\d+\s*(x|\\times)\s*\d+\s*(x|\\times)\s*\d+",
        re.IGNORECASE,
    ),
)
"""It matters if a test makes an image and the solution distinguishes the axes."""
