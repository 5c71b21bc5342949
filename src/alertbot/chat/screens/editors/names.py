"""What editors see of the glossary."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, paged, screen, turning
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.languages.glossary import Glossary
from alertbot.model import Term, TermKind

LONGEST_NOTE = 600
MOST_OTHERS = 20  # names of one term in one language
_MOST_FOUND = 12
_KINDS: Mapping[TermKind, str] = {
    TermKind.PLACE: gettext_noop("Places"),
    TermKind.PERSON: gettext_noop("Persons"),
    TermKind.BODY: gettext_noop("Organisations"),
    TermKind.PEOPLE: gettext_noop("Peoples and languages"),
    TermKind.TERM: gettext_noop("Terms"),
}


def search(terms: Sequence[Term], wanted: str) -> list[Term]:
    """The terms that are called so in any language and script, then those that have it in a name."""
    known = Glossary(terms)
    languages = {tag for term in terms for tag in term.renderings}
    called = {term.id: term for tag in sorted(languages) for term in known.terms_called(wanted, tag)}
    part = wanted.casefold()
    having = {term.id: term for term in terms if part and any(part in name for name in _names(term))}
    return list((called | having).values())


def _names(term: Term) -> list[str]:
    others = [name for names in term.others.values() for name in names]
    return [name.casefold() for name in (*term.renderings.values(), *others)]


def overview(words: Words, terms: Sequence[Term], *, suggestions: int) -> Screen:
    """The kinds of terms, with how many there are of each."""
    rows: list[Row] = [(button(words, words.gettext("Find a name"), Act.NAMES_FIND),)]
    if suggestions:
        label = words.ngettext("{number} suggestion", "{number} suggestions", suggestions)
        rows.append((button(words, label.format(number=words.number(suggestions)), Act.SUGGESTIONS),))
    for kind, name in _KINDS.items():
        count = words.number(sum(term.kind is kind for term in terms))
        label = words.gettext("{kind} ({number})").format(kind=words.gettext(name), number=count)
        rows.append((button(words, label, Act.NAMES_OF, kind.value),))
    rows += [(button(words, words.gettext("Add a name"), Act.NAME_ADD),), back(words, Act.NEWSROOM)]
    return screen(
        words,
        words.gettext(
            "Translations use these renderings of names and terms. Where a rendering is a political choice, "
            "its note says so; the choice is yours."
        ),
        title=words.gettext("Names and terms"),
        rows=rows,
    )


def listing(words: Words, terms: Sequence[Term], kind: TermKind, *, page: int) -> Screen:
    """The terms of a kind, by name."""
    ordered = sorted(terms, key=lambda term: term.name(words.tag).casefold())
    shown, at, pages = paged(ordered, page)
    rows = _rows(words, shown)
    rows += turning(words, Act.NAMES_OF, at, pages, before=(kind.value,))
    rows.append(back(words, Act.NAMES))
    line = words.gettext("Choose one to see it in all languages.") if terms else words.gettext("None yet.")
    return screen(words, line, title=words.gettext(_KINDS[kind]), rows=rows)


def found(words: Words, terms: Sequence[Term], wanted: str) -> Screen:
    """What was found; the next message is looked for too."""
    shown = terms[:_MOST_FOUND]
    if not shown:
        line = words.gettext("I found nothing. Send me another name, or add this one.")
    elif len(terms) > len(shown):
        line = words.gettext("These are the first ones. Send me more of the name to find others.")
    else:
        line = words.gettext("Choose one, or send me another name.")
    rows = _rows(words, shown)
    rows += [(button(words, words.gettext("Add a name"), Act.NAME_ADD),), back(words, Act.NAMES)]
    return screen(words, line, title=wanted or words.gettext("Find a name"), rows=rows)


def _rows(words: Words, terms: Sequence[Term]) -> list[Row]:
    return [(button(words, bidi.isolate(term.name(words.tag)), Act.NAME, term.id),) for term in terms]


def one(words: Words, term: Term, languages: Sequence[str], *, note: str | None = None) -> Screen:
    """One term: its rendering and other names in each language, its note."""
    lines = [] if note is None else [note]
    lines += [line for tag in languages for line in _rendering(words, term, tag)]
    if term.note:
        said = words.gettext(term.note)  # of the starting set it is translated, an editor's stays as it is
        lines += ["", words.gettext("Note: {note}").format(note=bidi.isolate(said))]
    if term.unchecked.intersection(languages):
        lines.append(
            words.gettext(
                "* From the starting set: nobody whose language it is has checked it. Send it again to "
                "confirm it."
            )
        )
    return screen(
        words,
        *lines,
        title=term.name(words.tag),
        rows=(
            (
                button(words, words.gettext("Renderings"), Act.NAME_LANGUAGES, term.id),
                button(words, words.gettext("Note"), Act.NAME_NOTE, term.id),
            ),
            (button(words, words.gettext("Remove"), Act.NAME_REMOVE, term.id),),
            back(words, Act.NAMES_OF, term.kind.value, 0),
        ),
    )


def _rendering(words: Words, term: Term, tag: str) -> list[str]:
    language = bidi.isolate(words.name_of(tag))
    if tag not in term.renderings:
        return [words.gettext("{language}: none yet").format(language=language)]
    mark = "*" if tag in term.unchecked else ""
    name = bidi.isolate(term.renderings[tag]) + mark
    lines = [words.gettext("{language}: {name}").format(language=language, name=name)]
    if others := term.others.get(tag):
        also = words.join([bidi.isolate(other) for other in others])
        lines.append(words.gettext("also met: {names}").format(names=also))
    return lines


def which_kind(words: Words) -> Screen:
    """Asks what a new term is the name of."""
    rows: list[Row] = [
        (button(words, words.gettext(name), Act.NAME_KIND, kind.value),) for kind, name in _KINDS.items()
    ]
    line = words.gettext("Where does it belong?")
    return screen(words, line, title=words.gettext("Add a name"), rows=(*rows, back(words, Act.NAMES)))


def which_language(words: Words, term: Term, languages: Sequence[str]) -> Screen:
    """Asks in which language a rendering will be given."""
    rows: list[Row] = [
        (button(words, bidi.isolate(words.name_of(tag)), Act.NAME_RENDER, term.id, tag),) for tag in languages
    ]
    return screen(
        words,
        words.gettext("In which language?"),
        title=term.name(words.tag),
        rows=(*rows, back(words, Act.NAME, term.id)),
    )


def ask_find(words: Words) -> Screen:
    """Asks what to look for."""
    return screen(
        words,
        words.gettext("Send me a name or a part of it, in any language and script."),
        title=words.gettext("Find a name"),
        rows=(_cancel(words, Act.NAMES),),
    )


def ask_new(words: Words, *, problem: str | None = None) -> Screen:
    """Asks for a new term, in the editor's language."""
    language = bidi.isolate(words.name_of(words.tag))
    line = words.gettext("Send me the new name or term in {language}.").format(language=language)
    return screen(
        words,
        *([problem, line] if problem else [line]),
        title=words.gettext("Add a name"),
        rows=(_cancel(words, Act.NAMES),),
    )


def ask_rendering(words: Words, term: Term, tag: str, *, problem: str | None = None) -> Screen:
    """Asks for the approved rendering in one language, with what else is met."""
    language = bidi.isolate(words.name_of(tag))
    lines = [
        words.gettext("Send me the approved rendering in {language}.").format(language=language),
        words.gettext("If texts also call it otherwise, send those names too, each on a line of its own."),
    ]
    rows: list[Row] = [_cancel(words, Act.NAME, term.id)]
    if tag in term.renderings:
        lines += [words.gettext("They take the place of the present ones:"), term.renderings[tag]]
        lines += term.others.get(tag, ())
        none = button(words, words.gettext("Have no rendering"), Act.NAME_RENDER_NONE, term.id, tag)
        rows.insert(0, (none,))
    return screen(words, *([problem, *lines] if problem else lines), title=term.name(words.tag), rows=rows)


def ask_note(words: Words, term: Term) -> Screen:
    """Asks for a note."""
    lines = [words.gettext("Send me what editors should know about this name. Readers do not see it.")]
    if term.note:
        said = words.gettext(term.note)
        lines += [words.gettext("It takes the place of the present note:"), bidi.isolate(said)]
    return screen(words, *lines, title=term.name(words.tag), rows=(_cancel(words, Act.NAME, term.id),))


def remove(words: Words, term: Term) -> Screen:
    """The question before a term goes."""
    return screen(
        words,
        words.gettext("Translations will no longer be held to it. This cannot be undone."),
        title=words.gettext("Remove {name}?").format(name=bidi.isolate(term.name(words.tag))),
        rows=(
            (button(words, words.gettext("Yes, remove it"), Act.NAME_REMOVE_SURE, term.id),),
            back(words, Act.NAME, term.id),
        ),
    )


def _cancel(words: Words, act: Act, *args: object) -> Row:
    return (button(words, words.gettext("Cancel"), Act.CANCEL, act, *args),)
