"""A Google service account: reads its key file and signs the request for a token (RFC 7523)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from alertbot.errors import SettingsError
from alertbot.model import Sensitive

_SCOPE = "https://www.googleapis.com/auth/cloud-translation"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks."""

    project: str
    mail: str
    token_url: str
    private_key: RSAPrivateKey = field(repr=False)

    @classmethod
    def read(cls, key: Sensitive[str]) -> "Account":
        """The account in a key file's JSON. Raises SettingsError, which quotes nothing of it."""
        wrong = SettingsError("the key file of the provider google is not the JSON of a service account")
        try:
            found = orjson.loads(key.reveal())
            texts = [found[name] for name in ("project_id", "client_email", "token_uri", "private_key")]
            private = load_pem_private_key(texts[3].encode(), password=None)
        except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm):
            raise wrong from None
        if not isinstance(private, RSAPrivateKey) or not all(isinstance(text, str) for text in texts):
            raise wrong
        project, mail, token_url, _ = texts
        return cls(project=project, mail=mail, token_url=token_url, private_key=private)


def signed_request(account: Account, *, now: float) -> dict[str, str]:
    """The form that is exchanged for a token; `now` in seconds since 1970."""
    claims = {
        "iss": account.mail,
        "scope": _SCOPE,
        "aud": account.token_url,
        "iat": int(now),
        "exp": int(now) + _SECONDS,
    }
    signed = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = account.private_key.sign(signed.encode(), PKCS1v15(), SHA256())
    return {"grant_type": _GRANT, "assertion": f"{signed}.{_encoded(signature)}"}


def _part(content: Mapping[str, object]) -> str:
    return _encoded(orjson.dumps(content))


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
