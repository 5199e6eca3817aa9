"""Match submissions with a roster: whose each is, who handed in nothing, and what is nobody's.

An id counts more than an email address, and that more than a name. A submission that fits two
people on the roster is matched with neither: it is listed, and a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from torchgrade.grade.submissions.inbox import Found, not_taken
from torchgrade.grade.submissions.roster import Entry, Roster
from torchgrade.grade.submissions.submission import Submission, stem_of, without_copy
from torchgrade.records import Missing, NotTaken, Person

__all__ = ["Joined", "People", "joined"]

_SHORTEST_ID = 3  # least characters of an id that is searched for within a name
_PLAIN = str.maketrans("\u0131\u0142\u00f8\u0111", "ilod")
"""Letters that people write without strokes and dots, which Unicode does not decompose."""

_NOBODY = "nobody on the roster has this id, email address or name"


@dataclass(frozen=True)
class Joined:
    """Submissions matched with a roster: see :class:`torchgrade.records.Batch`."""

    found: Found
    missing: tuple[Missing, ...]
    not_on_roster: tuple[NotTaken, ...]


def joined(found: Found, roster: Roster) -> Joined:
    """Match each submission with its people on the roster."""
    index = People(roster)
    handed_in: set[int] = set()
    submissions, strangers = [], []
    for submission in found.submissions:
        entries, reasons = index.of(submission)
        handed_in.update(id(entry) for entry in entries if entry is not None)
        if reasons:
            strangers.append(not_taken(submission.name, "; ".join(dict.fromkeys(reasons))))
            flags = (*submission.flags, *(f"roster: {reason}" for reason in reasons))
            submission = replace(submission, flags=tuple(dict.fromkeys(flags)))
        if any(entries):
            submission = _with_people(submission, entries)
        submissions.append(submission)
    absent = [entry for entry in roster.entries if id(entry) not in handed_in]
    theirs = index.files_of(absent, found.not_taken)
    missing = [
        Missing(p.name, p.sid, p.email, p.section, tuple(theirs[id(entry)][:20]))
        for entry in absent
        for p in [entry.person]
    ]
    return Joined(
        Found(submissions, found.not_taken),
        tuple(sorted(missing, key=lambda person: (person.name.casefold(), person.sid))),
        tuple(strangers),
    )


def _with_people(submission: Submission, entries: Sequence[Entry | None]) -> Submission:
    people = submission.people
    if len(people) == len(entries):
        members = [e.person if e else own for e, own in zip(entries, people, strict=True)]
    else:  # a group's, and the roster lists all of its members
        members = [entry.person for entry in entries if entry]
    members = list(dict.fromkeys(members))
    return replace(
        submission,
        student=", ".join(person.name or person.email or person.sid for person in members),
        sid=", ".join(person.sid for person in members),
        members=tuple(members),
        allowed=tuple(entry.allowed for entry in entries if entry),
    )


class People:
    """Finds people on a roster by any of their ids and names."""

    def __init__(self, roster: Roster) -> None:
        self._ids: dict[str, list[Entry]] = defaultdict(list)
        self._numbers: dict[str, list[Entry]] = defaultdict(list)
        self._emails: dict[str, list[Entry]] = defaultdict(list)
        self._accounts: dict[str, list[Entry]] = defaultdict(list)
        self._names: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._slugs: dict[str, list[Entry]] = defaultdict(list)
        self._groups: dict[str, list[Entry]] = defaultdict(list)
        self._words = [(entry, frozenset(_words(entry.person.name))) for entry in roster.entries]
        for entry in roster.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        for one in {text.casefold() for text in entry.ids}:
            self._ids[one].append(entry)
        for number in {text.lstrip("0") for text in entry.ids if text.isdecimal()}:
            self._numbers[number].append(entry)
        email = entry.person.email.casefold()
        if email:
            self._emails[email].append(entry)
            self._accounts[email.partition("@")[0]].append(entry)
        words = _words(entry.person.name)
        if words:
            self._names[tuple(sorted(words))].append(entry)
            # The parts of a name in one word, starting with any: Canvas puts the last name first.
            turned = {"".join(words[at:] + words[:at]) for at in range(min(len(words), 8))}
            for slug in turned:
                self._slugs[slug].append(entry)
        for group in entry.groups:
            self._groups["".join(_words(group))].append(entry)

    def of(self, submission: Submission) -> tuple[list[Entry | None], list[str]]:
        """Find the people whose submission this is.

        Returns:
            The entries of its people or its group, and reasons why some could not be found.
        """
        people = submission.people
        if len(people) == 1 and (group := self._groups.get("".join(_words(people[0].name)))):
            return list(group), []
        entries, reasons = [], []
        for person in people:
            hits = self._person(person)
            if not submission.members:  # what a name says was chosen by who handed it in
                hits = _once([*hits, *self._of_folders(submission)])
            entries.append(hits[0] if len(hits) == 1 else None)
            if len(hits) > 1:
                reasons.append(_ambiguous(person, hits))
            elif not hits:
                reasons.append(_NOBODY)
        return entries, reasons

    def _of_folders(self, submission: Submission) -> list[Entry]:
        """List those after whom a file's folders are named."""
        names = [folder.name for folder in PurePosixPath(submission.name).parents if folder.name]
        return _once(hit for name in names for hit in self._by_id(name) or self._called(name))

    def _person(self, person: Person) -> list[Entry]:
        """List who a person may be, by the most reliable sign that there is."""
        if hits := self._by_id(person.sid):
            # Two systems may use the same number for different people: the name decides.
            named = self._called(person.name)
            return [*hits, *named] if len(named) == 1 and named[0] not in hits else hits
        if person.email and (hits := self._emails.get(person.email.casefold(), [])):
            return hits
        return self._by_name(person.name)

    def _by_id(self, text: str) -> list[Entry]:
        if not text:
            return []
        account = text.casefold()
        return (
            self._ids.get(account)
            or (self._numbers.get(text.lstrip("0"), []) if text.isdecimal() else [])
            or self._emails.get(account)
            or self._accounts.get(account, [])
        )

    def _by_name(self, text: str) -> list[Entry]:
        """Look up a name, which may come from a student's file or folder."""
        stem = without_copy(text)
        words = _words(stem)
        return self._by_id(stem) or self._called(stem) or self._within(stem, words)

    def _called(self, name: str) -> list[Entry]:
        words = _words(name)
        return self._names.get(tuple(sorted(words))) or self._slugs.get("".join(words), [])

    def _within(self, stem: str, words: Sequence[str]) -> list[Entry]:
        """Look for an id, an account or a full name among the words of a name."""
        parts = {part for part in re.split(r"[^\w.@+-]|_", stem.casefold()) if part}
        parts |= set(re.split(r"[\W_]+", stem.casefold()))
        long = sorted(part for part in parts if len(part) >= _SHORTEST_ID)

        def among(index: dict[str, list[Entry]]) -> list[Entry]:
            return _once(entry for part in long for entry in index.get(part, []))

        own = frozenset(words)
        named = [
            entry
            for entry, names in self._words
            if min(len(own), len(names)) >= 2 and (names <= own or own <= names)
        ]
        return (
            among(self._ids)
            or among(self._emails)
            or among(self._slugs)
            or named
            or among(self._accounts)
        )

    def files_of(self, absent: Sequence[Entry], things: Iterable[NotTaken]) -> dict[int, list[str]]:
        """List, by the id of an entry, which things that were not taken may be that person's."""
        theirs: dict[int, list[str]] = defaultdict(list)
        wanted = {id(entry) for entry in absent}
        for thing in things if wanted else ():
            top = thing.name.partition("/")[0]
            hits = self._by_name(top if "/" in thing.name else stem_of(top).rpartition(".")[0])
            if len(hits) == 1 and id(hits[0]) in wanted:
                theirs[id(hits[0])].append(thing.name)
        return theirs


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({id(entry): entry for entry in entries}.values())


def _words(name: str) -> list[str]:
    """Split a name into words, without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['\u2019`.]", "", plain.translate(_PLAIN))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))


def _ambiguous(person: Person, hits: Sequence[Entry]) -> str:
    who = person.name or person.email or person.sid
    named = "; ".join(_shown(entry.person) for entry in hits[:4])
    more = f" and {len(hits) - 4} more" if len(hits) > 4 else ""
    return f"{who} may be {len(hits)} on the roster: {named}{more}"


def _shown(person: Person) -> str:
    known = " ".join(filter(None, (person.sid, person.email)))
    return f"{person.name} ({known})" if person.name and known else person.name or known
