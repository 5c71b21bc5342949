"""Opens the providers that the settings name: built-in ones by a short name, others by import path."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pkgutil import resolve_name
from typing import Any

from alertbot.errors import SettingsError
from alertbot.providers import Translator

BUILT_IN: Mapping[str, str] = {"apertium": "alertbot.providers.apertium:opened"}

Opening = Callable[..., AbstractAsyncContextManager[Translator]]


def translator(use: str, options: Mapping[str, Any]) -> AbstractAsyncContextManager[Translator]:
    """The translator called `use`, to be opened: a built-in name, or `package.module:factory`.

    A factory takes the options by name and gives an async context manager of a Translator.
    Raises SettingsError.
    """
    try:
        factory: Opening = resolve_name(BUILT_IN.get(use, use))
    except (ValueError, ImportError, AttributeError) as error:
        known = ", ".join(sorted(BUILT_IN))
        raise SettingsError(
            f"there is no translator {use!r}; built in: {known}; or name package.module:factory"
        ) from error
    try:
        return factory(**options)
    except TypeError as error:
        raise SettingsError(f"the options of the translator {use!r} are wrong: {error}") from error


@asynccontextmanager
async def chains(
    named: Mapping[str, tuple[str, Mapping[str, Any]]], wanted: Mapping[str, Sequence[str]]
) -> AsyncIterator[dict[str, list[Translator]]]:
    """Per language the translators that serve it, first choice first, open until the block ends.

    `named` maps the operator's names to what each uses and its options, `wanted` maps languages to
    names. Raises SettingsError where a chain names nobody.
    """
    async with AsyncExitStack() as stack:
        opened: dict[str, Translator] = {}
        for name in dict.fromkeys(name for chain in wanted.values() for name in chain):
            if name not in named:
                raise SettingsError(
                    f"a chain names the translator {name!r}, which is not among prepare.translators"
                )
            opened[name] = await stack.enter_async_context(translator(*named[name]))
        yield {language: [opened[name] for name in chain] for language, chain in wanted.items()}
