"""The rules of ``torchgrade verify``, one file each, and those of other packages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from torchgrade.errors import AuthorError
from torchgrade.plugins import PluginError, Point
from torchgrade.verify.finding import Rule

__all__ = ["all_rules", "slug_of"]

_OWN = {
    "solution-fails": "evidence.solution:SolutionFails",
    "blank-earns-hidden-point": "evidence.solution:BlankEarnsHiddenPoint",
    "blank-earns-public-point": "evidence.solution:BlankEarnsPublicPoint",
    "not-judged-here": "evidence.pending:NotJudgedHere",
    "idle-earns-hidden-point": "evidence.idle:IdleEarnsHiddenPoint",
    "given-code-answers": "evidence.given:GivenCodeAnswers",
    "mistake-not-caught": "evidence.mistakes:MistakeNotCaught",
    "mistake-costs-elsewhere": "evidence.mistakes:MistakeCostsElsewhere",
    "mistake-unknown-name": "evidence.mistakes:MistakeUnknownName",
    "mistake-ungraded": "evidence.mistakes:MistakeUngraded",
    "message-gives-answer": "evidence.mistakes:MessageGivesAnswer",
    "question-without-mistake": "evidence.mistakes:QuestionWithoutMistake",
    "alternative-fails": "evidence.alternatives:AlternativeFails",
    "exception-not-needed": "evidence.alternatives:ExceptionNotNeeded",
    "mutation-score": "evidence.mutants:MutationScore",
    "mutant-survives": "evidence.mutants:MutantSurvives",
    "too-many-equivalent": "evidence.mutants:TooManyEquivalent",
    "unknown-equivalent": "evidence.mutants:UnknownEquivalent",
    "noise-costs": "evidence.noise:NoiseCosts",
    "order-matters": "evidence.order:OrderMatters",
    "asserts-nothing": "source.asserts_nothing:AssertsNothing",
    "repeats-public": "source.repeats_public:RepeatsPublic",
    "hidden-only": "source.hidden_only:HiddenOnly",
    "no-rubric": "source.text.no_rubric:NoRubric",
    "magic-tolerance": "source.magic_tolerance:MagicTolerance",
    "unpinned-convention": "source.text.unpinned_convention:UnpinnedConvention",
    "unstated-noise": "source.unstated_noise:UnstatedNoise",
    "no-message": "source.no_message:NoMessage",
    "duplicated-hint": "source.duplicated_hint:DuplicatedHint",
    "unused-silence": "source.unused_silence:UnusedSilence",
    "message-shows-value": "source.message_shows_value:MessageShowsValue",
    "asked-not-tested": "source.text.asked_not_tested:AskedNotTested",
    "structure-decides": "source.structure_decides:StructureDecides",
    "too-slow": "evidence.budget:TooSlow",
    "too-much-memory": "evidence.budget:TooMuchMemory",
    "near-its-limit": "evidence.budget:NearItsLimit",
    "cell-near-its-limit": "evidence.budget:CellNearItsLimit",
    "threshold-without-evidence": "evidence.thresholds:ThresholdWithoutEvidence",
}
"""torchgrade's own, in the order of codes: slug -> location below this package."""


def _rule(name: str, value: object) -> Rule | None:
    """Make a rule of a plug-in's class, whose slug must be the name of its entry point."""
    if isinstance(value, type) and issubclass(value, Rule):
        rule = value()
        return rule if rule.slug == name and rule.code and rule.advice and rule.gate else None
    return None


_POINT = Point(
    "torchgrade.rules",
    "a subclass of torchgrade.verify.Rule with code, gate and advice, and with the entry point's "
    "name as its slug",
    _rule,
    {slug: f"{__name__}.{place}" for slug, place in _OWN.items()},
)


def all_rules(*, plugins: bool = True) -> tuple[Rule, ...]:
    """Return all rules: torchgrade's own by their codes, then those of other packages.

    Args:
        plugins: whether to include those of other packages.

    Raises:
        PluginError: a rule of another package does not have the right form, or its name is taken.
    """
    if not plugins:
        return tuple(rule for slug in _OWN if (rule := _POINT.get(slug)))
    rules = tuple(_POINT.load().values())
    seen: dict[str, Rule] = {}
    for rule in rules:
        if (other := seen.setdefault(rule.code, rule)) is not rule:
            raise PluginError(
                f"the rules {other.slug} and {rule.slug} have the same code {rule.code}: expected "
                "one of its own for each"
            )
    return rules


def slug_of(name: str, rules: Iterable[Rule]) -> str:
    """Return the slug of the rule with this name: its slug or its code (``V705``).

    Raises:
        AuthorError: there is no such rule.
    """
    names = {rule.slug: rule.slug for rule in rules}
    names |= {rule.code: rule.slug for rule in rules}
    if name in names:
        return names[name]
    near = difflib.get_close_matches(name, names, n=1)
    meant = f"; did you mean {near[0]}?" if near else ""
    raise AuthorError(f"no rule {name!r}{meant} (docs/rules.md has all of them, plug-ins more)")
