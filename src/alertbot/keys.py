"""The master key: what is derived from it, how it seals values, and how its file is kept.

Sealing is AES-SIV (RFC 5297): deterministic, so that a sealed column can be looked up by equality and
be unique; authenticated, so that a changed or moved value is refused; and bound to `table.column` by
its associated data, so that equal values in two columns do not look equal. A sealed value is one byte
of key id and the 16 bytes of tag with the ciphertext behind it.
"""

import base64
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alertbot.errors import SettingsError
from alertbot.model import Sensitive

MASTER_BYTES = 32
_SEALING_BYTES = 64  # AES-256-SIV
_GROUP = 4
_LEAST_WEBHOOK_SECRET = 32
_WEBHOOK_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{_LEAST_WEBHOOK_SECRET},256}}", re.ASCII)
_HIGHEST_ID = 255  # a key id is one byte


class SealBroken(ValueError):
    """A sealed value was changed, moved to another column, or sealed with a key we do not have."""


class Keyring:
    """The keys in use: `current` seals, all of them open.

    `masters` maps key ids (1 to 255) to 32 random bytes each.
    """

    def __init__(self, masters: Mapping[int, bytes], current: int | None = None) -> None:
        if not masters or any(len(master) != MASTER_BYTES for master in masters.values()):
            raise SettingsError(f"the key must be {MASTER_BYTES} bytes; make one with `alertbot init`")
        self._masters = dict(masters)
        self.current = max(masters) if current is None else current
        self._sealers = {
            id: AESSIV(self.derive("sealed columns", _SEALING_BYTES, id)) for id in self._masters
        }

    def __repr__(self) -> str:
        return f"<Keyring of {len(self._masters)}>"

    def derive(self, purpose: str, length: int = 32, key_id: int | None = None) -> bytes:
        """`length` bytes that only this key gives for `purpose` (HKDF, RFC 5869)."""
        master = self._masters[self.current if key_id is None else key_id]
        info = f"alertbot/v1/{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(master)

    def seal(self, plain: bytes, place: str) -> bytes:
        """`plain` sealed for `place` ("table.column") with the current key."""
        sealed = self._sealers[self.current].encrypt(plain, [_associated(place)])
        return bytes([self.current]) + sealed

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for `place`. Raises SealBroken."""
        sealer = self._sealers.get(sealed[0]) if sealed else None
        if sealer is None:
            raise SealBroken("sealed with a key that is not in the keyring")
        try:
            return sealer.decrypt(sealed[1:], [_associated(place)])
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"a sealed value of {place} does not open") from error

    def fingerprint(self) -> str:
        """Tells whether a database was made with this key, and nothing else about it."""
        return self.derive("fingerprint", 8).hex()


def _associated(place: str) -> bytes:
    return f"alertbot/v1/{place}".encode()


def new_master() -> bytes:
    """A fresh master key."""
    return secrets.token_bytes(MASTER_BYTES)


def recovery_form(master: bytes) -> str:
    """The key for paper: base32 in groups of four, the last group a checksum."""
    checked = master + hashlib.sha256(master).digest()[:3]
    letters = base64.b32encode(checked).decode().rstrip("=")
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def from_recovery_form(form: str) -> bytes:
    """The key that was written down. Raises SettingsError where a letter is wrong or missing."""
    letters = "".join(form.split()).upper()
    try:
        checked = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise SettingsError("the recovery form has a letter that cannot be in it; read it again") from error
    master, check = checked[:MASTER_BYTES], checked[MASTER_BYTES:]
    if len(master) != MASTER_BYTES or hashlib.sha256(master).digest()[:3] != check:
        raise SettingsError("the recovery form does not add up; a letter is wrong or missing")
    return master


def write_secret(path: Path, content: str) -> None:
    """Write a new secret file that only its owner can read. Raises SettingsError if it exists."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError as error:
        raise SettingsError(f"{path} exists already; move it away first if you mean to replace it") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content + "\n")


def read_secret(
    path: Path, *, name: str, data_folder: Path | None, remedy: str = "make it with `alertbot init`"
) -> str:
    """The content of a secret file, stripped; `remedy` is said where there is none.

    Raises SettingsError where it is missing, empty, readable by others, or inside `data_folder`
    (a copy of the data must not hold the key).
    """
    if data_folder is not None and path.resolve().is_relative_to(data_folder.resolve()):
        raise SettingsError(f"the {name} file {path} is inside the data folder; move it elsewhere")
    try:
        mode = path.stat().st_mode
        content = path.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise SettingsError(f"there is no {name} file {path}; {remedy}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the {name} file {path} cannot be read as text by this user") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"others can read the {name} file {path}; run `chmod 400 {path}`")
    if not content:
        raise SettingsError(f"the {name} file {path} is empty; {remedy}")
    return content


def read_keyring(path: Path, *, data_folder: Path | None) -> Keyring:
    """The keyring of a key file: one `id:hex` line per key, the highest id current.

    Raises SettingsError as `read_secret` does, and where a line is no key.
    """
    masters: dict[int, bytes] = {}
    for line in read_secret(path, name="key", data_folder=data_folder).splitlines():
        id, _, master = line.strip().partition(":")
        if id.isdecimal() and int(id) in masters:
            raise SettingsError(f"the key file {path} has two keys with the id {id}")
        try:
            masters[int(id)] = bytes.fromhex(master)
        except ValueError as error:
            raise SettingsError(f"the key file {path} has a line that is no key") from error
        if not 1 <= int(id) <= _HIGHEST_ID or len(masters[int(id)]) != MASTER_BYTES:
            raise SettingsError(f"the key file {path} has a key of the wrong length or id")
    return Keyring(masters)


def key_file_line(id: int, master: bytes) -> str:
    """One key as `read_keyring` reads it."""
    return f"{id}:{master.hex()}"


def read_webhook_secret(path: Path, *, data_folder: Path | None) -> Sensitive[str]:
    """What Telegram is to show with every update (Bot API, `setWebhook`): 32 to 256 letters, digits, _ and -.

    Raises SettingsError as `read_secret` does, and where it is short or has other characters.
    """
    remedy = f"make one with `(umask 077; openssl rand -hex 32 > {path})`"
    secret = read_secret(path, name="webhook secret", data_folder=data_folder, remedy=remedy)
    if not _WEBHOOK_SECRET.fullmatch(secret):
        raise SettingsError(
            f"the webhook secret in {path} must be {_LEAST_WEBHOOK_SECRET} to 256 letters, digits, _ and -; "
            f"{remedy}"
        )
    return Sensitive(secret)
