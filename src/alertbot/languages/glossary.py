"""The glossary at work: which approved renderings a text calls for, and what else means the same.

Pure. The terms come from the database (`storage.glossary`) or, at the start, from the files that are
read by `languages.starting_set`.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from alertbot.languages import scripts
from alertbot.languages.matching import Index, Text, code_of, longest
from alertbot.languages.matching.text import characters, fold, spellings, written
from alertbot.model import Term, TermId, TermKind

_WORD = re.compile(r"\w+")
_FOLDED = ("", "ug", "tr", "ru")  # whose letters are typed for one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term of a starting set, known by its slug."""

    slug: str
    kind: TermKind
    renderings: Mapping[str, str]
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A term of a text that its translation lacks: as the text has it, and as it should be."""

    form: str
    rendering: str
    kind: TermKind


class Glossary:
    """Terms, indexed by language when they are first looked for in it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {term.id: term for term in terms}
        self._indexes: dict[str, Index[tuple[TermId, str]]] = {}
        self._called: dict[str, Mapping[str, set[TermId]]] = {}
        self._everywhere: Mapping[str, set[TermId]] | None = None

    def applying(self, texts: Iterable[str], *, source: str, target: str) -> dict[str, str]:
        """What the texts of the tag `source` have of the glossary, as they have it, with its approved
        rendering in `target`: the dictionary that `providers.Translator.translate` takes.

        Each inflected form is an entry of its own. Where a longer term is made of shorter ones
        ("Xinjiang Uyghur Autonomous Region"), the longer one counts there. Terms without a rendering in
        `target` are left out; a rendering in another script of its language is converted.
        """
        return {form: rendering for form, _, rendering in self._wanted(texts, source, target)}

    def missing(
        self, before: Iterable[str], after: Iterable[str], *, source: str, target: str
    ) -> list[Missing]:
        """What `applying` says of the texts `before`, but for what `after`, their translation, has: the
        approved rendering or another name of the same term, in any of its forms.
        """
        wanted = list(self._wanted(before, source, target))
        there = {term for text in after for _, term in self._found(text, target)} if wanted else set()
        return [
            Missing(form, rendering, self._terms[term].kind)
            for form, term, rendering in wanted
            if term not in there
        ]

    def names_person(self, text: str, language: str) -> bool:
        """Whether somebody whom the glossary names occurs in the text."""
        return any(self._terms[term].kind is TermKind.PERSON for _, term in self._found(text, language))

    def terms_called(self, name: str, language: str) -> list[Term]:
        """The terms of which `name`, whatever script it is in, is a rendering or means the same."""
        known = self._names(code_of(language))
        ids = {id for key in _keys(name, code_of(language)) for id in known.get(key, ())}
        return [self._terms[id] for id in sorted(ids)]

    def equivalents(self, word: str) -> set[tuple[str, str]]:
        """All that means the same as a reader's word, each with the code of its language.

        The word may be in any language and script that the glossary has. Empty where it has it not.
        """
        if self._everywhere is None:
            self._everywhere = self._all_written()
        everywhere = self._everywhere
        ids = {id for key in _plain_keys(word) for id in everywhere.get(key, ())}
        return {(code_of(tag), name) for id in ids for tag, name in _all_names(self._terms[id])}

    def _all_written(self) -> Mapping[str, set[TermId]]:
        """The terms by all their names in all scripts: made once, since readers' words are very many."""
        names: defaultdict[str, set[TermId]] = defaultdict(set)
        for term in self._terms.values():
            for tag, name in _all_names(term):
                for each in written(name, code_of(tag)):
                    for key in _plain_keys(each):
                        names[key].add(term.id)
        return names

    def _wanted(self, texts: Iterable[str], source: str, target: str) -> Iterator[tuple[str, TermId, str]]:
        """Form, term and rendering; of several terms that are called the same, the first."""
        met = set[str]()
        for form, term in (each for text in texts for each in self._found(text, source)):
            rendering = rendered(self._terms[term], target)
            if rendering is not None and form not in met:
                met.add(form)
                yield form, term, rendering

    def _found(self, text: str, language: str) -> Iterator[tuple[str, TermId]]:
        searched = Text(text, language)
        for each in longest(self._index(code_of(language)).occurrences(searched)):
            form, (term, name) = searched.form(each.start, each.end), each.value
            if not (name[0].isupper() and form[0].islower()):  # turkey is no country
                yield form, term

    def _index(self, code: str) -> Index[tuple[TermId, str]]:
        if code not in self._indexes:
            index: Index[tuple[TermId, str]] = Index(code)
            for id, name in self._of_language(code):
                index.add(name, (id, name))
            self._indexes[code] = index
        return self._indexes[code]

    def _names(self, code: str) -> Mapping[str, set[TermId]]:
        if code not in self._called:
            names: defaultdict[str, set[TermId]] = defaultdict(set)
            for id, name in self._of_language(code):
                for key in _keys(name, code):
                    names[key].add(id)
            self._called[code] = names
        return self._called[code]

    def _of_language(self, code: str) -> Iterator[tuple[TermId, str]]:
        for term in self._terms.values():
            for tag, name in _all_names(term):
                if code_of(tag) == code:
                    yield term.id, name


def rendered(term: Term, target: str) -> str | None:
    """The approved rendering in the language and script of `target`; None where there is none."""
    if target in term.renderings:
        return term.renderings[target]
    same = (tag for tag in term.renderings if code_of(tag) == code_of(target))
    return next(
        (
            scripts.convert(term.renderings[tag], tag, target)
            for tag in same
            if scripts.can_convert(tag, target)
        ),
        None,
    )


def version(entries: Mapping[str, str]) -> str:
    """Tells one set of entries from another: for the key under which a translation is kept.

    A change of the glossary that does not touch a text so does not make it be translated anew.
    """
    return hashlib.sha256(json.dumps(sorted(entries.items())).encode()).hexdigest()[:16]


def _all_names(term: Term) -> Iterator[tuple[str, str]]:
    yield from term.renderings.items()
    for tag, others in term.others.items():
        for other in others:
            yield tag, other


def _keys(name: str, code: str) -> set[str]:
    """By what a name is found again in another script, or in other capitals."""
    return {characters(name.strip()), *(" ".join(words) for words in spellings(name, code))}


def _plain_keys(name: str) -> set[str]:
    """The same, for a name of no matter which language; kk-Arab's two hamzas are one."""
    found = {fold(name, code) for code in _FOLDED}
    return {characters(" ".join(_WORD.findall(each.replace("\u0621", "\u0674")))) for each in found} - {""}
