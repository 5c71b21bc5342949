"""Addresses of pages: cleaned of trackers, compared, and kept to the hosts a newsroom has approved."""

import re
from collections.abc import Collection
from hashlib import blake2b
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from alertbot.web import barred

LONGEST = 2048  # characters; longer addresses are of no use in a message
_KEY_BYTES = 16

# Parameters that follow readers around and change nothing on the page, as the services that read
# them document: Google (utm_*, gclid, ...), Meta, Microsoft, Yandex, Mailchimp, HubSpot, Matomo, X, ...
_TRACKERS = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source _ga _gl msclkid yclid ysclid twclid "  # noqa: SIM905
    "ttclid igsh igshid li_fat_id epik rdt_cid irclickid mkt_tok wickedid vero_id oly_enc_id "
    "oly_anon_id sc_cid s_cid cmpid __s _openstat _hsenc _hsmi __hssc __hstc __hsfp hsctatracking "
    "ml_subscriber ml_subscriber_hash at_medium at_campaign ref_src ref_url guccounter "
    "guce_referrer guce_referrer_sig zanpid spm share_id srsltid _branch_match_id ck_subscriber_id "
    "fb_action_ids fb_action_types fb_ref fb_source action_object_map action_type_map action_ref_map "
    "elqtrack rb_clickid sr_share wt_mc itm_source itm_medium itm_campaign hmb_campaign hmb_medium "
    "hmb_source icid".split()
)
_TRACKER_FAMILIES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "mc_", "at_custom", "hsa_", "vmcid", "ns_")
_LANGUAGE_FOLDER = re.compile(r"/?(?:[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)?/?(?:index\.\w+)?")


def clean(url: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) address without trackers, fragment and default port; None for anything else.

    A host is written in ASCII and lower case; addresses that hold a name or password are refused.
    """
    if not url or not url.strip():
        return None
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        netloc = _netloc(parts)
    except ValueError:  # brackets, ports and hosts that are none
        return None
    if netloc is None or not (parts.path + parts.query).isprintable():
        return None
    query = _without_trackers(parts.query)
    cleaned = SplitResult(parts.scheme, netloc, parts.path or "/", query, "").geturl()
    return cleaned if len(cleaned) <= LONGEST else None


def approved(url: str | None, hosts: Collection[str]) -> bool:
    """Whether the address is on one of the hosts; "www." is ignored, and the port unless a host has one.

    What `web.barred` names is approved by nobody.
    """
    if url is None or barred.bars(url):
        return False
    parts = urlsplit(url)
    known = {_bare(host) for host in hosts}
    return bool(parts.hostname) and not known.isdisjoint({_bare(parts.hostname or ""), _bare(parts.netloc)})


def is_front(url: str) -> bool:
    """Whether the address is a site's front page, or that of one of its languages, rather than a story."""
    parts = urlsplit(url)
    return not parts.query and _LANGUAGE_FOLDER.fullmatch(parts.path) is not None


def key(url: str) -> bytes:
    """16 bytes by which a clean address is known; scheme, "www." and a final slash make no difference."""
    parts = urlsplit(url)
    same = f"{_bare(parts.netloc)}{parts.path.rstrip('/')}?{parts.query}"
    return blake2b(same.encode(), digest_size=_KEY_BYTES).digest()


def _netloc(parts: SplitResult) -> str | None:
    if parts.scheme not in ("http", "https") or not parts.hostname or {*"@\\"} & {*parts.netloc}:
        return None
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    if not re.fullmatch(r"[a-z0-9_.:-]+", host):
        return None
    named = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    return named if parts.port in (None, default) else f"{named}:{parts.port}"


def _without_trackers(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _is_tracker(name.lower())]
    # A query that needs nothing removed stays byte for byte: some servers are particular.
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_tracker(name: str) -> bool:
    return name in _TRACKERS or name.startswith(_TRACKER_FAMILIES)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
