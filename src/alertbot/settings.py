"""The settings an operator writes: one TOML file, environment variables over it, secrets in files.

The only module that reads settings files or the environment. Stages get their own section, never the
whole. What editors change by chat (feeds, topics, people) is in the database, not here.
"""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from alertbot.errors import SettingsError
from alertbot.model import Keeping

PREFIX = "ALERTBOT_"
CONTAINER_SECRETS = Path("/run/secrets")  # where Docker and Podman put them
USUAL_SECRETS = (Path("secrets/key"), Path("secrets/token"))  # in the folder of the settings file
KEY, TOKEN = "alertbot-key", "alertbot-token"  # as credentials of systemd and secrets of containers
DEFAULT_FILE = Path("alertbot.toml")
TELEGRAM = "https://api.telegram.org"
DEFAULT_CHAIN = "default"  # of languages without a chain of their own


def _no_slash(url: str) -> str:
    return url.rstrip("/")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Newsroom(_Section):
    """Who speaks to the readers."""

    name: str = Field(default="Our newsroom", min_length=1, max_length=64)
    home_url: HttpUrl | None = None  # where readers find the bot again if the account is lost

    @property
    def home(self) -> str | None:
        """The same as readers see it."""
        return None if self.home_url is None else str(self.home_url).rstrip("/")


class Webhook(_Section):
    """Where Telegram brings updates, instead of being asked; a web server with TLS stands before it."""

    url: str  # the public address, https; its path is what is listened to
    host: str = "127.0.0.1"
    port: int = Field(default=8081, ge=1, le=65535)
    secret_file: Path = Path("secrets/webhook")  # what Telegram shows us with every update
    max_connections: int = Field(default=40, ge=1, le=100)

    @field_validator("url")
    @classmethod
    def _is_public_or_loopback(cls, url: str) -> str:
        parts = urlsplit(url)
        local = parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise PydanticCustomError("webhook_url", "must begin with https://")
        if not parts.hostname or parts.query or parts.fragment or parts.username:
            raise PydanticCustomError("webhook_url", "must be an address with a host and a path, and no more")
        return url


class Telegram(_Section):
    """The bot's account and how fast it may send."""

    token_file: Path = USUAL_SECRETS[1]
    base_url: Annotated[str, AfterValidator(_no_slash)] = TELEGRAM
    rate: int = Field(default=30, ge=1, le=1000)  # messages a second; above 30 only with paid broadcast
    paid_broadcast: bool = False
    poll_timeout: timedelta = Field(default=timedelta(seconds=50), ge=timedelta(0), le=timedelta(seconds=50))
    webhook: Webhook | None = None  # without one, Telegram is polled


class Data(_Section):
    """Where everything is kept."""

    folder: Path = Path("data")
    database: str | None = None  # a PostgreSQL URL; without it SQLite in `folder`
    key_file: Path = USUAL_SECRETS[0]
    backups: Path = Path("backups")  # the folder that `alertbot backup` writes to

    @property
    def forgotten_file(self) -> Path:
        """The numbers of erased subscribers, for after a restore; in no backup."""
        return self.folder / "forgotten"

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database or f"sqlite:///{self.folder / 'alertbot.db'}"


class Languages(_Section):
    """The languages offered to readers, in the owner's order."""

    offered: tuple[str, ...] = Field(
        default=(
            "ug", "ug-Latn", "ug-Cyrl", "kk", "kk-Arab", "kk-Latn",
            "en", "tr", "ru", "zh-Hans", "zh-Hant", "de", "fr", "ar",
        ),
        min_length=1,
    )  # fmt: skip
    kazakh_hamza: Literal["U+0674", "U+0621"] = "U+0674"  # for front vowels in Arabic script

    @property
    def hamza(self) -> str:
        """The letter itself, as `scripts.convert` takes it."""
        return chr(int(self.kazakh_hamza.removeprefix("U+"), 16))


class Feeds(_Section):
    """How feeds are asked."""

    quickest: timedelta = Field(default=timedelta(minutes=5), ge=timedelta(seconds=1))
    slowest: timedelta = timedelta(hours=24)
    usual: timedelta = timedelta(minutes=15)  # until a feed's own rhythm is known
    at_once: int = Field(default=32, ge=1, le=512)  # documents fetched at the same time
    per_host: int = Field(default=2, ge=1, le=16)
    deadline: timedelta = timedelta(seconds=30)  # for one document, redirects included
    largest_bytes: int = Field(default=5 * 1024 * 1024, ge=1024)  # raw and decoded
    parsers: int = Field(default=1, ge=1, le=16)  # processes that read feed documents
    contact: str = ""  # a URL or mail address that servers see in our User-Agent


class Price(_Section):
    """What a provider charges, in the operator's currency per million."""

    characters: float = Field(default=0, ge=0)
    input_tokens: float = Field(default=0, ge=0)
    output_tokens: float = Field(default=0, ge=0)


class Budget(_Section):
    """What a provider may take in a day (UTC); without a limit where none is set."""

    characters: int | None = Field(default=None, ge=0)
    tokens: int | None = Field(default=None, ge=0)  # in and out
    money: float | None = Field(default=None, ge=0)  # in the currency of `price`


ProviderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Provider(_Section):
    """One summariser or translator: a built-in name, an entry point's, or `package.module:factory`."""

    use: str
    key_file: Path | None = None  # readable by its owner only
    time_limit: timedelta = Field(
        default=timedelta(seconds=30), gt=timedelta(0), le=timedelta(minutes=5)
    )  # for one text of an alert, repairs and retries included
    budget: Budget = Budget()
    price: Price = Price()
    options: Mapping[str, Any] = Field(default_factory=dict)


class Prepare(_Section):
    """How articles become readable."""

    providers: Mapping[ProviderName, Provider] = Field(default_factory=dict)  # a name of yours → provider
    summarisers: tuple[str, ...] = ()  # names, first choice first; the embedded one is always the last
    classifier: str | None = None  # asked for a topic where neither feed, category nor words say one
    chains: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict
    )  # language, or "default" → names, first choice first
    deadline: timedelta = timedelta(minutes=30)  # how long an alert waits for a reader's first language
    urgent_deadline: timedelta = timedelta(minutes=5)
    at_once: int = Field(default=4, ge=1, le=64)
    translations_at_once: int = Field(default=16, ge=1, le=256)  # so that no language waits for another

    def chain(self, language: str) -> tuple[str, ...]:
        """The names of a language's translators, first choice first."""
        return self.chains.get(language, self.chains.get(DEFAULT_CHAIN, ()))


class Keep(_Section):
    """How long things are kept."""

    # The longest; owners may choose less by chat (`/policy`).
    receipts: timedelta = Field(default=timedelta(days=14), ge=timedelta(days=1), le=timedelta(days=30))
    log: timedelta = Field(default=timedelta(days=180), ge=timedelta(days=30), le=timedelta(days=1825))
    texts: timedelta = Field(default=timedelta(days=90), ge=timedelta(days=1), le=timedelta(days=365))
    backups: timedelta = timedelta(days=14)
    answers: timedelta = Field(default=timedelta(days=30), ge=timedelta(days=1))  # of paid providers
    feedback: timedelta = Field(
        default=timedelta(days=30), ge=timedelta(days=1)
    )  # what readers wrote to the editors and nobody answered

    @property
    def longest(self) -> Keeping:
        """The same for what expires in the database."""
        return Keeping(receipts=self.receipts, log=self.log, texts=self.texts, answers=self.answers)


class Metrics(_Section):
    """What is counted, for Prometheus: nothing about a person."""

    host: str = "127.0.0.1"
    port: int | None = Field(default=None, ge=0, le=65535)  # without one nothing is served


class Settings(BaseSettings):
    """All of it, frozen."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", toml_file=None
    )

    newsroom: Newsroom = Newsroom()
    telegram: Telegram = Telegram()
    data: Data = Data()
    languages: Languages = Languages()
    feeds: Feeds = Feeds()
    prepare: Prepare = Prepare()
    keep: Keep = Keep()
    metrics: Metrics = Metrics()
    log_level: Literal["INFO", "WARNING", "ERROR"] = "INFO"  # DEBUG is not offered

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed in wins over the environment, and that over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(file: Path | None = None) -> Settings:
    """The settings in force, from `file` (or `$ALERTBOT_SETTINGS`, or ./alertbot.toml if it is there).

    Relative paths are taken from the file's folder. Raises SettingsError, one sentence.
    """
    chosen = _chosen(file)
    if chosen is not None and not chosen.is_file():
        raise SettingsError(f"there is no settings file {chosen}; copy config/alertbot.example.toml there")
    path = chosen or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    _refuse_secrets(path)

    class _WithFile(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        loaded = _WithFile()
    except ValidationError as error:
        raise SettingsError(f"the settings are wrong: {_sentence(error)}") from error
    except ValueError as error:  # a TOML file that is none
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    return _from_folder(loaded, path.parent if path else Path())


def folder_of(file: Path | None = None) -> Path:
    """The folder that relative paths are taken from, of the settings that `load` would take."""
    return (_chosen(file) or DEFAULT_FILE).parent


def _chosen(file: Path | None) -> Path | None:
    return file or (Path(os.environ[PREFIX + "SETTINGS"]) if PREFIX + "SETTINGS" in os.environ else None)


_TOKEN = re.compile(r"[0-9]{6,12}:[A-Za-z0-9_-]{30,}")
_KEY = re.compile(r"\b[0-9]{1,3}:[0-9a-fA-F]{64}\b")


def _refuse_secrets(path: Path | None) -> None:
    """Settings are copied, shown and asked about; what opens everything must not be among them."""
    texts = {f"the settings file {path}": "" if path is None else _text(path)}
    texts |= {f"the variable {name}": value for name, value in os.environ.items() if name.startswith(PREFIX)}
    for where, text in texts.items():
        for what, shape, setting in (
            ("token", _TOKEN, "telegram.token_file"),
            ("key", _KEY, "data.key_file"),
        ):
            if shape.search(text):
                raise SettingsError(
                    f"there is a {what} in {where}; move it into a file of its own that only its owner can "
                    f"read, name that in {setting}, and treat the {what} as known to whoever saw it"
                )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} cannot be read as text") from error


_SECRETS = {"telegram.token": "telegram.token_file", "data.key": "data.key_file"}
_SAID = {
    "extra_forbidden": "there is no such setting",
    "time_delta_parsing": "must be a number of seconds",
    "time_delta_type": "must be a number of seconds",
}


def _sentence(error: ValidationError) -> str:
    first, *more = error.errors(include_input=False, include_url=False)
    where = ".".join(str(part) for part in first["loc"])
    others = f" (and {len(more)} more)" if more else ""
    said = _SAID.get(first["type"], first["msg"])
    if where in _SECRETS:
        said = (
            f"it does not belong into the settings; write it into a file and name that in {_SECRETS[where]}"
        )
    if first["type"] == "literal_error":
        said = "must be " + first["ctx"]["expected"].replace("'", "")
    return f"{where}: {said}{others}"


def secret_files(settings: Settings, folder: Path) -> tuple[Path, Path]:
    """Where key and token are: where a setting says; else as a credential of systemd; else as a secret of a
    container; else in `secrets` beside the settings.
    """
    data, telegram = settings.data, settings.telegram
    key_file = folder / data.key_file if "key_file" in data.model_fields_set else _given(KEY)
    token_file = folder / telegram.token_file if "token_file" in telegram.model_fields_set else _given(TOKEN)
    return key_file or folder / data.key_file, token_file or folder / telegram.token_file


def _given(name: str) -> Path | None:
    """A secret that the system gave this process, if it did."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    places = [*([Path(credentials)] if credentials else []), CONTAINER_SECRETS]
    return next((place / name for place in places if _is_there(place / name)), None)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that is not for us
        return False


def _from_folder(settings: Settings, folder: Path) -> Settings:
    key_file, token_file = secret_files(settings, folder)
    paths = {name: folder / getattr(settings.data, name) for name in ("folder", "backups")}
    data = settings.data.model_copy(update={**paths, "key_file": key_file})
    telegram = settings.telegram.model_copy(update={"token_file": token_file})
    if (hook := telegram.webhook) is not None:
        hook = hook.model_copy(update={"secret_file": folder / hook.secret_file})
        telegram = telegram.model_copy(update={"webhook": hook})
    providers = {
        name: each if each.key_file is None else each.model_copy(update={"key_file": folder / each.key_file})
        for name, each in settings.prepare.providers.items()
    }
    prepare = settings.prepare.model_copy(update={"providers": providers})
    return settings.model_copy(update={"data": data, "telegram": telegram, "prepare": prepare})
