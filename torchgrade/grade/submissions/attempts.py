"""Which of a student's several submissions counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from torchgrade.grade.submissions.inbox import Found, not_taken
from torchgrade.grade.submissions.submission import Submission
from torchgrade.records import Grade, NotTaken, Person

__all__ = ["Attempts", "best_of", "latest_of", "moment_of"]

Attempts = Literal["latest", "best", "each"]
"""Which of several submissions of one student counts."""

_UNCLEAR = "one of several of {who}: nothing says which is the latest, so each counts"


class _Handed(Protocol):
    """A submission or a grade."""

    @property
    def people(self) -> tuple[Person, ...]: ...


Handed = TypeVar("Handed", bound=_Handed)
Order = tuple[object, ...]


def latest_of(found: Found, roster: Collection[Person] = ()) -> Found:
    """Keep the latest submission of each student; the others are listed as not taken.

    A student who handed in with two groups gets only the later one's grade; the others in the
    earlier group keep theirs. If nothing says which submission is the latest, all are kept, with a
    flag.

    Args:
        found: what was found.
        roster: the class list, by which people can also be told apart by name.
    """
    lost: dict[int, dict[Person, int]] = defaultdict(dict)
    unclear: dict[int, str] = {}
    submissions = found.submissions
    for person, places in _of_each(submissions, roster):
        last = _last([submissions[place] for place in places])
        if last is None:
            unclear.update({place: _UNCLEAR.format(who=_shown(person)) for place in places})
            continue
        for place in places:
            if place != places[last]:
                for member in submissions[place].people:
                    if _key(member, roster) == _key(person, roster):
                        lost[place][member] = places[last]
    kept, others = [], list(found.not_taken)
    for place, submission in enumerate(submissions):
        names = {who: submissions[counts].name for who, counts in lost[place].items()}
        left = _left(submission, names)
        if left is None:
            who, counts = next(iter(names.items()))
            reason = f"an earlier attempt of {_shown(who)}: {counts} counts (--attempts latest)"
            others.append(not_taken(submission.name, reason))
            continue
        if place in unclear:
            left = replace(left, flags=(*left.flags, unclear[place]))
        kept.append(left)
    return Found(kept, others)


def best_of(
    grades: Sequence[Grade], roster: Collection[Person] = ()
) -> tuple[list[Grade], list[NotTaken]]:
    """Keep the best grade of each student, the first of equal ones, and list the others.

    Ungraded submissions are kept: nobody knows yet what they are worth.

    Args:
        grades: of all attempts.
        roster: the class list, by which people can also be told apart by name.
    """
    lost: dict[int, dict[Person, int]] = defaultdict(dict)
    for person, places in _of_each(grades, roster):
        decided = [place for place in places if grades[place].status != "ungraded"]
        for place in decided:
            best = max(decided, key=lambda at: _worth(grades[at]))
            for member in grades[place].people if place != best else ():
                if _key(member, roster) == _key(person, roster):
                    lost[place][member] = best
    kept, others = [], []
    for place, grade in enumerate(grades):
        left = [member for member in grade.people if member not in lost[place]]
        if left:
            kept.append(grade if not lost[place] else replace(grade, members=tuple(left)))
            continue
        who, best = next(iter(lost[place].items()))
        score = "no score" if grade.final is None else f"{grade.final:g} points"
        reason = f"an attempt of {_shown(who)} with {score}: {grades[best].submission} counts"
        others.append(not_taken(grade.submission, f"{reason} (--attempts best)"))
    return kept, others


def _worth(grade: Grade) -> float:
    return -1.0 if grade.final is None else grade.final


def _left(submission: Submission, lost: dict[Person, str]) -> Submission | None:
    """Return a submission without members who have a later one; None if nobody is left."""
    if not lost:
        return submission
    left = tuple(member for member in submission.people if member not in lost)
    if not left:
        return None
    later = (f"{_shown(who)} has a later one, which counts: {name}" for who, name in lost.items())
    return replace(submission, members=left, flags=(*submission.flags, *later))


def _of_each(
    handed: Sequence[Handed], roster: Collection[Person]
) -> list[tuple[Person, list[int]]]:
    """List the people who have several, and the places of these."""
    places: dict[object, list[int]] = defaultdict(list)
    people: dict[object, Person] = {}
    for place, one in enumerate(handed):
        for person in one.people:
            key = _key(person, roster)
            if key is not None and place not in places[key]:
                places[key].append(place)
                people.setdefault(key, person)
    return [(people[key], several) for key, several in places.items() if len(several) > 1]


def _key(person: Person, roster: Collection[Person]) -> object:
    """Return a key that tells a person from all others; None if nothing does for sure."""
    if person.sid or person.email:
        return ("id", person.sid) if person.sid else ("email", person.email.casefold())
    return ("name", person.name) if person in roster else None


def _last(submissions: Sequence[Submission]) -> int | None:
    """Return the place of the latest submission; None if nothing says which that is."""
    ways: tuple[Callable[[Submission], Order | None], ...] = (_time, _number)
    for way in ways:
        orders = [way(submission) for submission in submissions]
        known = [order for order in orders if order is not None]
        kinds = {order[0] for order in known}
        if len(known) == len(orders) and len(kinds) == 1:
            last = max(known)
            return orders.index(last) if orders.count(last) == 1 else None
    return None


def _time(submission: Submission) -> Order | None:
    return moment_of(submission.submitted_at)


def _number(submission: Submission) -> Order | None:
    return ("number", *submission.order) if submission.order else None


def moment_of(text: str) -> tuple[str, datetime] | None:
    """Return a pair of zone and time; times of the same zone can be compared."""
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)([.,]\d+)?)?", text)
    if found is None:
        return None
    zone = text[found.end() :].strip().replace(":", "")
    fraction = (found[3] or ".0")[1:7].ljust(6, "0")
    try:
        clock = found[2] or "00:00"
        clock = clock if len(clock) == 8 else f"{clock}:00"
        naive = datetime.fromisoformat(f"{found[1]} {clock}.{fraction}")
        if re.fullmatch(r"[+-]\d{4}", zone):
            offset = datetime.strptime(zone, "%z").utcoffset()
            return "UTC", naive - offset if offset else naive
    except (ValueError, OverflowError):
        return None
    return "UTC" if zone in {"Z", "UTC", "GMT"} else zone, naive


def _shown(person: Person) -> str:
    return person.name or person.email or person.sid
