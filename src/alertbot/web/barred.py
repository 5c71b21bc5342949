"""Where no link of ours leads, whoever approved what: chats, shortened addresses, files to open or install.

A shortened address hides where it leads, a link into Telegram can join or start something, and attacks on
these communities came as archives and installers behind file hosts.
"""

from enum import Enum
from urllib.parse import unquote, urlsplit


class Barred(Enum):
    """Why a host is none for links."""

    TELEGRAM = "telegram"
    SHORTENER = "shortener"
    FILES = "files"


_TELEGRAM = (
    "t.me telegram.me telegram.dog telegram.org telegram.space telesco.pe telegra.ph graph.org tx.me "
    "fragment.com ton.org"
)
_SHORTENERS = (
    "bit.ly bitly.com j.mp t.co goo.gl tinyurl.com ow.ly is.gd v.gd buff.ly cutt.ly rebrand.ly rb.gy "
    "t.ly tiny.cc lnkd.in dlvr.it ift.tt shorturl.at s.id u.to clck.ru vk.cc qps.ru goo.su surl.li "
    "shorte.st adf.ly bc.vc ouo.io linktr.ee soo.gd short.io shorturl.com tny.im tr.im bl.ink ln.run "
    "n9.cl kutt.it urlz.fr trib.al snip.ly po.st mcaf.ee dub.sh t.cn url.cn dwz.cn suo.im 1url.com "
    "page.link app.link onelink.me"
)
_FILES = (
    "drive.google.com storage.googleapis.com drive.usercontent.google.com dropbox.com db.tt "
    "dropboxusercontent.com mega.nz mega.io mega.co.nz mediafire.com 1drv.ms onedrive.live.com "
    "sharepoint.com box.com wetransfer.com we.tl sendspace.com zippyshare.com rapidgator.net "
    "4shared.com gofile.io anonfiles.com pixeldrain.com filebin.net file.io transfer.sh catbox.moe "
    "uploadfiles.io ufile.io send.cm krakenfiles.com disk.yandex.ru disk.yandex.com yadi.sk "
    "cloud.mail.ru files.fm pcloud.com pan.baidu.com weiyun.com lanzou.com lanzoui.com 123pan.com "
    "terabox.com raw.githubusercontent.com objects.githubusercontent.com cdn.discordapp.com "
    "media.discordapp.net apkpure.com apkmirror.com aptoide.com"
)
_HOSTS = {
    **dict.fromkeys(_TELEGRAM.split(), Barred.TELEGRAM),
    **dict.fromkeys(_SHORTENERS.split(), Barred.SHORTENER),
    **dict.fromkeys(_FILES.split(), Barred.FILES),
}
# What a phone or computer would unpack, open with rights, install or run.
_DOWNLOADS = frozenset(
    "apk aab apks xapk apkm ipa exe msi msix msixbundle appx appxbundle bat cmd ps1 vbs vbe jse wsf wsh "  # noqa: SIM905
    "hta scr cpl dll lnk pif reg inf jar jnlp dmg pkg mpkg deb rpm snap flatpak appimage sh bin zip "
    "zipx rar r00 7z tar gz tgz bz2 tbz2 xz txz zst lz lzh ace arj cab iso img vhd vhdx udf uue "
    "mobileconfig doc docm dot dotm xls xlsm xlsb xlam ppt pptm ppsm ppam rtf chm url torrent".split()
)


def of_host(host: str) -> Barred | None:
    """Why no link leads to this host; None where one may. What is below a host is as it is."""
    labels = host.lower().strip(".").split(".")
    names = (".".join(labels[at:]) for at in range(len(labels)))
    return next((_HOSTS[name] for name in names if name in _HOSTS), None)


def is_download(url: str) -> bool:
    """Whether the address names a file to unpack, install or run, as its page or as a parameter."""
    parts = urlsplit(url)
    return any(_ending(piece) in _DOWNLOADS for piece in (parts.path, *_values(parts.query)))


def bars(url: str) -> bool:
    """Whether no link leads to this address, on whatever host."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return of_host(host) is not None or is_download(url)


def _values(query: str) -> list[str]:
    return [pair.partition("=")[2] for pair in query.replace(";", "&").split("&")]


def _ending(piece: str) -> str:
    """Behind the last dot of the last name, however often it is escaped; "" where there is none."""
    plain = unquote(unquote(piece))
    name = plain.partition(";")[0].partition("?")[0].rstrip("/. \x00").rpartition("/")[2]
    return name.rpartition(".")[2].strip().lower() if "." in name else ""
