"""Brings the catalogues of a checkout up to date: `python -m alertbot.languages.update`.

Collects the English sentences of the source, adds them to the template and to every catalogue that
people write, drops those that are gone, makes the catalogues of the converted scripts, and says what is
not translated or wrong. Running it again changes nothing.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from alertbot.languages import catalogues, generated, proof, starting_set, table
from alertbot.languages.glossary import Entry
from alertbot.languages.table import Language

KEYWORDS = {"gettext": None, "gettext_noop": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
OVERRIDES = "overrides.po"  # beside a generated catalogue: what people have written for it
COMMENT = "TRANSLATORS:"  # a comment that begins so, above a message, is shown to translators

_TEMPLATE_HEAD = "# The English sentences of alertbot. Made from the source: do not edit.\n"
_NEW_HEAD = "# {name} catalogue of alertbot.\n# Not yet checked by a native speaker.\n"


def collect(source: Path, terms: Iterable[Entry] = ()) -> Catalog:
    """The messages of every Python file under `source`, and what the notes of `terms` tell editors."""
    template = Catalog(project=catalogues.DOMAIN, fuzzy=False)
    for file in sorted(source.rglob("*.py")):
        for _, message, comments, context in extract_from_file("python", file, KEYWORDS, (COMMENT,)):
            template.add(message, auto_comments=comments, context=context)
    for term in terms:
        if term.note:
            about = f"{COMMENT} {proof.NOTE} “{term.renderings[table.SOURCE]}”"
            template.add(term.note, auto_comments=[about])
    return template


def translated() -> list[Language]:
    """The languages that have a catalogue, those that others are made from first."""
    rows = [row for row in table.TABLE.values() if row.tag != table.SOURCE and not row.test_only]
    return sorted(rows, key=lambda row: row.converted_from is not None)


def read(language: Language, locales: Path) -> Catalog:
    """The catalogue of `language`, empty where there is no file yet."""
    empty = _NEW_HEAD.format(name=language.english_name)
    return _with_plurals(_read(catalogues.path_of(language.tag, locales), language, empty), language)


def overrides(language: Language, locales: Path) -> Catalog:
    """What people have written for the generated catalogue of `language`."""
    return _read(catalogues.path_of(language.tag, locales).with_name(OVERRIDES), language, "")


def update(source: Path, locales: Path, terms: Iterable[Entry] = ()) -> Iterator[str]:
    """Write the template and every catalogue; yields what is wrong with each, one sentence at a time."""
    template = collect(source, terms)
    template.header_comment = _TEMPLATE_HEAD
    write(template, locales / f"{catalogues.DOMAIN}.pot")
    for language in translated():
        catalog = _updated(language, template, locales)
        about = (f"Language: {language.tag}", f"Plural-Forms: {catalog.plural_forms}")
        write(catalog, catalogues.path_of(language.tag, locales), *about)
        yield from proof.problems(catalog, language)
        gone = generated.stale(catalog, overrides(language, locales))
        yield from (f"{language.tag}: {OVERRIDES} has what is not said any more: {each!r}" for each in gone)


def made(language: Language, locales: Path) -> Catalog:
    """The catalogue of a converted script, as it is to be made from its source's."""
    source = read(table.get(language.source), locales)
    catalog = generated.catalogue(source, language, overrides(language, locales))
    origin = table.get(language.source).english_name
    catalog.header_comment = generated.HEAD.format(
        name=language.english_name, source=origin, overrides=OVERRIDES
    )
    return catalog


def _updated(language: Language, template: Catalog, locales: Path) -> Catalog:
    if language.converted_from:
        return made(language, locales)
    catalog = read(language, locales)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    return catalog


def _read(file: Path, language: Language, head: str) -> Catalog:
    if not file.is_file():
        return Catalog(locale=language.locale, header_comment=head)
    with file.open("rb") as source:
        return read_po(source, locale=language.locale)


def _with_plurals(catalog: Catalog, language: Language) -> Catalog:
    if language.plural_forms:
        catalog.mime_headers = [("Plural-Forms", language.plural_forms)]
    return catalog


def write(catalog: Catalog, file: Path, *about: str) -> None:
    """Write a catalogue under a short header, without the dates and versions that change by themselves."""
    fields = (*about, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")
    header = "".join(f'"{field}\\n"\n' for field in fields)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        target.write(f'{catalog.header_comment.strip()}\nmsgid ""\nmsgstr ""\n{header}\n'.encode())
        write_po(
            target,
            catalog,
            width=0,
            no_location=True,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )


def main() -> int:
    """Update the checkout that this module is in; the exit status is 1 where something is wrong."""
    found = list(update(Path(__file__).parents[1], catalogues.folder(), starting_set.load()))
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    sys.stdout.write(f"{len(translated())} catalogues, {len(found)} problems\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
