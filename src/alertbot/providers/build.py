"""Opens the providers that the settings name: built-in ones by a short name, others by where they are.

A factory takes the options of the settings by name, and `key` where there is a key file, and gives an
async context manager of a Translator, a Summariser, or both.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pkgutil import resolve_name
from typing import Any

from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.providers import Provider

BUILT_IN: Mapping[str, str] = {
    name: f"alertbot.providers.{name}:opened"
    for name in ("apertium", "azure", "deepl", "google", "libretranslate", "llm", "nllb")
}
GROUP = "alertbot.providers"  # the entry points by which an installed package offers its own

Opening = Callable[..., AbstractAsyncContextManager[Provider]]


@dataclass(frozen=True, slots=True)
class Named:
    """A provider as the settings have it."""

    use: str  # a built-in name, an entry point's, or `package.module:factory`
    options: Mapping[str, Any] = field(default_factory=dict)
    key: Sensitive[str] | None = None


def provider(named: Named) -> AbstractAsyncContextManager[Provider]:
    """The provider, to be opened. Raises SettingsError."""
    factory = _factory(named.use)
    key = {} if named.key is None else {"key": named.key}
    try:
        return factory(**named.options, **key)
    except TypeError as error:
        raise SettingsError(f"the options of the provider {named.use!r} are wrong: {error}") from error


def _factory(use: str) -> Opening:
    found = entry_points(group=GROUP, name=use) if use not in BUILT_IN else ()
    try:
        return next(iter(found)).load() if found else resolve_name(BUILT_IN.get(use, use))  # type: ignore[no-any-return]
    except (ValueError, ImportError, AttributeError) as error:
        known = ", ".join(sorted({*BUILT_IN, *entry_points(group=GROUP).names}))
        raise SettingsError(
            f"there is no provider {use!r}; there are {known}; or name package.module:factory"
        ) from error


@asynccontextmanager
async def opened(named: Mapping[str, Named], wanted: Iterable[str]) -> AsyncIterator[dict[str, Provider]]:
    """The `wanted` providers by the operator's names, open until the block ends.

    `named` maps these names to what each is. Raises SettingsError where a chain names nobody.
    """
    async with AsyncExitStack() as stack:
        found: dict[str, Provider] = {}
        for name in dict.fromkeys(wanted):
            if name not in named:
                raise SettingsError(
                    f"a chain names the provider {name!r}, which is not among prepare.providers"
                )
            found[name] = await stack.enter_async_context(provider(named[name]))
        yield found
