"""The master key: what is derived from it, how it seals values, its form on paper, and secret files.

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
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alertbot.errors import KeyMissing, SettingsError
from alertbot.model import Sensitive

MASTER_BYTES = 32
_SEALING_BYTES = 64  # AES-256-SIV
_GROUP = 4
_LEAST_WEBHOOK_SECRET = 32
_WEBHOOK_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{_LEAST_WEBHOOK_SECRET},256}}", re.ASCII)


class SealBroken(ValueError):
    """A sealed value was changed, moved to another column, or sealed with a key we do not have."""


class Keyring:
    """The keys at hand: `current` seals, all of them open.

    `masters` maps key ids (1 to 255) to 32 random bytes each. `renew` reads them again from where they
    are kept: a database that was given a new key tells so (`follow`), and the keyring then looks for it.
    """

    def __init__(
        self,
        masters: Mapping[int, bytes],
        current: int | None = None,
        *,
        renew: Callable[[], Mapping[int, bytes]] | None = None,
    ) -> None:
        self._source = renew
        self._marks: dict[str, tuple[int, ...]] = {}
        self._take(masters)
        self.current = self.newest if current is None else current

    def __repr__(self) -> str:
        return f"<Keyring of {len(self._masters)}>"

    @property
    def newest(self) -> int:
        """The highest id of a key."""
        return max(self._masters)

    def derive(self, purpose: str, length: int = 32, key_id: int | None = None) -> bytes:
        """`length` bytes that only this key gives for `purpose` (HKDF, RFC 5869)."""
        return derive(self._masters[self.current if key_id is None else key_id], purpose, length)

    def seal(self, plain: bytes, place: str, key_id: int | None = None) -> bytes:
        """`plain` sealed for `place` ("table.column") with the current key, or with another."""
        id = self.current if key_id is None else key_id
        return bytes([id]) + self._sealers[id].encrypt(plain, [_associated(place)])

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for `place`. Raises SealBroken."""
        if sealed and sealed[0] not in self._sealers:
            self.renew()
        sealer = self._sealers.get(sealed[0]) if sealed else None
        if sealer is None:
            raise SealBroken("sealed with a key that is not in the keyring")
        try:
            return sealer.decrypt(sealed[1:], [_associated(place)])
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"a sealed value of {place} does not open") from error

    def mark(self, *ids: int) -> str:
        """What a database remembers of its keys, the one that seals first; tells nothing else about them."""
        return " ".join(f"{id}:{fingerprint(self._masters[id])}" for id in ids or (self.current,))

    def follow(self, mark: str) -> tuple[int, ...]:
        """The ids of the keys that a database has in use, by its mark; the first is `current` from now on.

        Raises KeyMissing where one of them is not at hand, also after looking again.
        """
        if mark not in self._marks:
            ids = self._known(mark)
            if not ids:
                self.renew()
                ids = self._known(mark)
            if not ids:
                raise KeyMissing
            self._marks[mark] = ids
        self.current = self._marks[mark][0]
        return self._marks[mark]

    def _known(self, mark: str) -> tuple[int, ...]:
        """The ids of a mark, () where a key of it is not at hand."""
        wanted = [part.partition(":")[::2] for part in mark.split()]
        prints = {id: fingerprint(master) for id, master in self._masters.items()}
        known = {(str(id), print_): id for id, print_ in prints.items()}
        known |= {(print_, ""): id for id, print_ in prints.items()}  # as marks were first written
        found = [known.get(each) for each in wanted]
        return tuple(id for id in found if id is not None) if None not in found else ()

    def renew(self) -> None:
        """Read the keys again from where they are kept."""
        if self._source is not None:
            self._take(self._source())

    def _take(self, masters: Mapping[int, bytes]) -> None:
        if not masters or any(len(master) != MASTER_BYTES for master in masters.values()):
            raise SettingsError(f"the key must be {MASTER_BYTES} bytes; make one with `alertbot init`")
        self._masters = dict(masters)
        self._sealers = {
            id: AESSIV(derive(master, "sealed columns", _SEALING_BYTES)) for id, master in masters.items()
        }
        self._marks.clear()


def derive(master: bytes, purpose: str, length: int) -> bytes:
    """`length` bytes that only this master key gives for `purpose` (HKDF, RFC 5869)."""
    info = f"alertbot/v1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(master)


def fingerprint(master: bytes) -> str:
    """Tells whether something was made with this key, and nothing else about it."""
    return derive(master, "fingerprint", 8).hex()


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


def key_file_line(id: int, master: bytes) -> str:
    """One key as `keyfile` reads it."""
    return f"{id}:{master.hex()}"


def write_secret(path: Path, content: str) -> None:
    """Write a new secret file that only its owner can read. Raises SettingsError if it exists."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError as error:
        raise SettingsError(f"{path} exists already; move it away first if you mean to replace it") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content + "\n")
        file.flush()
        os.fsync(file.fileno())


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
        found = path.stat()
        content = path.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise SettingsError(f"there is no {name} file {path}; {remedy}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the {name} file {path} cannot be read as text by this user") from error
    if others_may(found.st_mode, owner=(found.st_uid, found.st_gid), reader=os.geteuid()):
        raise SettingsError(
            f"others can read the {name} file {path}; run `chmod 400 {path}` as its owner, or give the "
            "secret of a container the mode 0400 and the owner that alertbot runs as"
        )
    if not content:
        raise SettingsError(f"the {name} file {path} is empty; {remedy}")
    return content


def others_may(mode: int, *, owner: tuple[int, int], reader: int) -> bool:
    """Whether anybody but its owner may do anything with a file; `owner` is user and group.

    systemd gives a credential to a service's user by an access list, and the mask of one is shown as
    rights of the group: a file of root's that a user reads who is not root is such a one.
    """
    is_credential = owner == (0, 0) and reader != 0
    return bool(mode & (stat.S_IRWXO | stat.S_IRWXG) & ~(stat.S_IRGRP if is_credential else 0))


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
