"""The rules of ``torchgrade verify``, one idea a file."""

from __future__ import annotations

from torchgrade.verify.finding import Rule
from torchgrade.verify.rules.evidence.alternatives import AlternativeFails, ExceptionNotNeeded
from torchgrade.verify.rules.evidence.budget import (
    CellNearItsLimit,
    NearItsLimit,
    TooMuchMemory,
    TooSlow,
)
from torchgrade.verify.rules.evidence.idle import IdleEarnsHiddenPoint
from torchgrade.verify.rules.evidence.mistakes import (
    MessageGivesAnswer,
    MistakeCostsElsewhere,
    MistakeNotCaught,
    MistakeUngraded,
    MistakeUnknownName,
    QuestionWithoutMistake,
)
from torchgrade.verify.rules.evidence.mutants import (
    MutantSurvives,
    MutationScore,
    TooManyEquivalent,
    UnknownEquivalent,
)
from torchgrade.verify.rules.evidence.noise import NoiseCosts
from torchgrade.verify.rules.evidence.order import OrderMatters
from torchgrade.verify.rules.evidence.pending import NotJudgedHere
from torchgrade.verify.rules.evidence.solution import (
    BlankEarnsHiddenPoint,
    BlankEarnsPublicPoint,
    SolutionFails,
)
from torchgrade.verify.rules.evidence.thresholds import ThresholdWithoutEvidence
from torchgrade.verify.rules.source.asserts_nothing import AssertsNothing
from torchgrade.verify.rules.source.duplicated_hint import DuplicatedHint
from torchgrade.verify.rules.source.hidden_only import HiddenOnly
from torchgrade.verify.rules.source.magic_tolerance import MagicTolerance
from torchgrade.verify.rules.source.no_message import NoMessage
from torchgrade.verify.rules.source.no_rubric import NoRubric
from torchgrade.verify.rules.source.repeats_public import RepeatsPublic
from torchgrade.verify.rules.source.unpinned_convention import UnpinnedConvention
from torchgrade.verify.rules.source.unstated_noise import UnstatedNoise

__all__ = ["LINT", "RULES"]

LINT: tuple[Rule, ...] = (
    AssertsNothing(),
    RepeatsPublic(),
    HiddenOnly(),
    NoRubric(),
    MagicTolerance(),
    UnpinnedConvention(),
    UnstatedNoise(),
    NoMessage(),
    DuplicatedHint(),
)
"""Those that read the source notebook and need no run."""

RULES: tuple[Rule, ...] = (
    SolutionFails(),
    BlankEarnsHiddenPoint(),
    BlankEarnsPublicPoint(),
    NotJudgedHere(),
    IdleEarnsHiddenPoint(),
    MistakeNotCaught(),
    MistakeCostsElsewhere(),
    MistakeUnknownName(),
    MistakeUngraded(),
    MessageGivesAnswer(),
    QuestionWithoutMistake(),
    AlternativeFails(),
    ExceptionNotNeeded(),
    MutationScore(),
    MutantSurvives(),
    TooManyEquivalent(),
    UnknownEquivalent(),
    NoiseCosts(),
    OrderMatters(),
    *LINT,
    TooSlow(),
    TooMuchMemory(),
    NearItsLimit(),
    CellNearItsLimit(),
    ThresholdWithoutEvidence(),
)
"""All of them, by their codes."""
