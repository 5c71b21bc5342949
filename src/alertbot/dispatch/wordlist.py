"""Readers' words in memory: which readers' words a text has, however many there are of both.

Nothing of it is ever written or printed. A word is looked for as it stands in texts of any language,
inflected and across scripts in the languages that its reader reads, and as all that means the same by
the glossary in the languages of that.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from alertbot.languages.glossary import Glossary
from alertbot.languages.matching import Index, Text, code_of
from alertbot.languages.matching.text import HAN, fold
from alertbot.model import Article, Edition, SubscriberId, Word, WordId

_ANY = ""  # the language of words that are looked for as they stand
_Key = tuple[str, str]  # language code, phrase


@dataclass(frozen=True, slots=True)
class Matched:
    """The words that an alert's texts have, by reader; `languages` are the readers' first choices."""

    watching: Mapping[SubscriberId, Sequence[WordId]] = field(default_factory=dict)
    skipping: Mapping[SubscriberId, Sequence[WordId]] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    watchers: Sequence[SubscriberId] = ()  # by id

    def words_of(self, readers: Iterable[SubscriberId]) -> set[WordId]:
        """The words because of which these readers are asked for, or are passed by."""
        return {word for id in readers for of in (self.watching, self.skipping) for word in of.get(id, ())}

    def wanted(self, reader: SubscriberId, *, chosen: bool, there: Set[WordId]) -> bool:
        """Whether a reader wants the alert, who has chosen a topic of it or not; `there` are the words
        that are still there.
        """
        if not there.isdisjoint(self.skipping.get(reader, ())):
            return False
        return chosen or not there.isdisjoint(self.watching.get(reader, ()))


class WordList:
    """All readers' words, indexed by language. Equal words of several readers are looked for once."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._indexes: dict[str, Index[int]] = {}
        self._numbers: dict[_Key, int] = {}
        self._rows: list[list[WordId]] = []  # by the number of what is looked for
        self._words: dict[WordId, tuple[SubscriberId, str, bool]] = {}  # reader, first language, skip
        self.languages: set[str] = set()  # the first choices of those who watch anything

    def __len__(self) -> int:
        return len(self._words)

    def add(self, word: Word, languages: Sequence[str]) -> None:
        """Look for a word of a reader with these languages, in order of preference."""
        self._words[word.id] = (word.subscriber, languages[0], word.skip)
        if not word.skip:
            self.languages.add(languages[0])
        for key in _keys(word.text.reveal(), languages, self._glossary):
            self._rows[self._number(key)].append(word.id)

    def matching(self, texts: Iterable[Text]) -> Matched:
        """Whose words the texts have, each text being in one language and `Text.language` its code."""
        found = {number for text in texts for number in self._found(text)}
        words = {word for number in found for word in self._rows[number]}
        return self._matched(words)

    def _found(self, text: Text) -> Iterator[int]:
        literal, inflected = self._indexes.get(_ANY), self._indexes.get(text.language)
        if inflected is not None:
            yield from inflected.present(text)
        if literal is not None:
            yield from literal.present(Text(text.shown, _ANY))

    def _matched(self, words: Collection[WordId]) -> Matched:
        by_kind: tuple[defaultdict[SubscriberId, list[WordId]], ...] = (defaultdict(list), defaultdict(list))
        languages = set[str]()
        for word in sorted(words):
            reader, language, skip = self._words[word]
            by_kind[skip][reader].append(word)
            if not skip:
                languages.add(language)
        watching, skipping = by_kind
        return Matched(watching, skipping, frozenset(languages), sorted(watching))

    def _number(self, key: _Key) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._rows)
            self._rows.append([])
            language, phrase = key
            self._indexes.setdefault(language, Index(language)).add(phrase, number)
        return number


def texts(article: Article, editions: Collection[Edition]) -> Iterator[Text]:
    """What words are looked for in: the article in its language, and one edition in each other one."""
    heads = {code_of(each.language): each for each in editions}
    for code, edition in heads.items():
        if code != code_of(article.language):
            yield Text(f"{edition.title}\n{edition.summary}", edition.language)
    own = [f"{each.title}\n{each.summary}" for each in editions if each.language == article.language]
    yield Text("\n".join((*own, article.text)), article.language)


def of_reader(
    words: Iterable[Word],
    languages: Sequence[str],
    glossary: Glossary,
    found: Iterable[tuple[Article, Collection[Edition]]],
) -> list[Matched]:
    """What the words of one reader with these languages find in each of some articles, in their order."""
    known = WordList(glossary)
    for word in words:
        known.add(word, languages)
    return [known.matching(texts(article, editions)) for article, editions in found]


def _keys(word: str, languages: Iterable[str], glossary: Glossary) -> set[_Key]:
    """What to look for, for a reader's word."""
    same = {(_ANY, word), *glossary.equivalents(word)}
    if not HAN.search(word):
        same.update((code_of(tag), word) for tag in languages)
    return {(_ANY if HAN.search(phrase) else code, fold(phrase, code)) for code, phrase in same}
