"""About forty real-looking messages in both directions, as `render` and the chat's screens make them.

All of it is invented. Each alert has something that has gone wrong somewhere: names in other letters,
numbers, dates, links, quotes, lists, brackets.
"""
# ruff: noqa: E501 (a story to a line)

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from alertbot.chat.screens.editors import feeds, freeze, names, tryurl
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import about, contact, home, language, mydata, pause, safety, topics
from alertbot.dispatch.render import Message, render
from alertbot.languages import catalogues, table
from alertbot.model import (
    AlertId,
    Article,
    ArticleId,
    ArticleState,
    ChatId,
    Direction,
    Edition,
    EditionId,
    EditionState,
    Feed,
    FeedId,
    FeedState,
    Freeze,
    FreezeReason,
    Origin,
    Role,
    Subscriber,
    SubscriberId,
    SubscriberKind,
    SubscriberState,
    Term,
    TermId,
    TermKind,
    Topic,
    TopicId,
    Validators,
)
from alertbot.prepare.trial import Fate, Filed, Trial, Version
from tests.conftest import NOON
from tests.layout.reading import begins_rtl

WORDS = catalogues.load()
NEWSROOM = "Tengri Tag News"
OFFERED = [words for words in WORDS if not words.language.test_only]
TOPIC = Topic(
    id=TopicId(1),
    slug="schools",
    emoji="",
    position=1,
    names={"ug": "مەكتەپلەر", "kk": "Мектептер", "kk-Arab": "مەكتەپتەر", "en": "Schools", "ar": "المدارس"},
    keywords={},
)
FEED = Feed(
    id=FeedId(1),
    url="https://news.example/feed.xml?lang=en",
    title="Example News (EN)",
    language="en",
    state=FeedState.ACTIVE,
    hosts=frozenset({"news.example"}),
    topics=(TopicId(1),),
    announce_first=False,
    validators=Validators(),
    body_hash=None,
    polled_at=NOON,
    ok_at=NOON,
    next_poll_at=NOON,
    failures=3,
    last_error="HTTP 503 (Service Unavailable)",
    moved_to="https://www.news.example/rss",
    moved_seen=1,
)
TERM = Term(
    id=TermId(1),
    kind=TermKind.PLACE,
    note="see OCHA (2024)",
    renderings={"en": "Ghulja (Yining)", "zh-Hans": "伊宁"},
    others={"en": ("Kulja", "Yining City")},
    unchecked=frozenset({"en"}),
)
TRIAL = Trial(
    url="https://news.example/school",
    feed="Example News (EN)",
    hosts=("news.example",),
    known=False,
    language="en",
    title="A new school opens (No. 5)",
    letters=12345,
    published_at=NOON,
    summariser="lead",
    filed=(Filed(topic=TopicId(1), reason="keywords", words=("school", "مەكتەپ")),),
    versions=(
        Version(
            language="en",
            fate=Fate.OWN,
            title="A new school opens (No. 5)",
            summary="UNICEF gave 20 000 books.",
        ),
        Version(language="kk", fate=Fate.FAILED, asked=("azure-1", "nllb (local)")),
    ),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A message with the name it has on the sheet."""

    name: str
    text: str
    buttons: tuple[tuple[str, ...], ...]
    alert: bool  # made by `render`, else a screen of the chat
    whole: tuple[str, ...] = ()  # what is read as one, in the direction of its own letters


@dataclass(frozen=True, slots=True)
class _Story:
    name: str
    language: str  # of the edition
    title: str
    summary: str
    reader: str  # the reader's first language
    scripts: tuple[str, ...] = ()
    source: str = "Tengri Tag News"
    origin: Origin = Origin.ORIGINAL
    whole: tuple[str, ...] = ()


_STORIES = (
    # Uyghur in Arabic letters
    _Story("ug plain", "ug", "يېڭى مەكتەپ ئېچىلدى", "شەھەردە يېڭى مەكتەپ ئېچىلدى. بالىلار خۇشال.", "ug",
           source="تەڭرىتاغ خەۋەرلىرى"),
    _Story("ug begins Latin", "ug", "Reuters: مەكتەپ ئېچىلدى", "UNICEF ياردەم قىلدى.", "ug"),
    _Story("ug ends Latin", "ug", "مەكتەپكە كومپيۇتېر بەرگەن شىركەت Microsoft", "ياردەم قىلغان تەشكىلات UNICEF.", "ug"),
    _Story("ug two Latin names", "ug", "RFA (Radio Free Asia) / BBC مۇخبىرى كەلدى",
           "ئۇ UNICEF, UNESCO ۋە WHO بىلەن كۆرۈشتى.", "ug", whole=("Radio Free Asia", "UNICEF")),
    _Story("ug name then number", "ug", "Microsoft, 3 نەپەر ئوقۇتقۇچى ۋە 12 كومپيۇتېر",
           "Google 5، Apple 7 كومپيۇتېر بەردى.", "ug"),
    _Story("ug numbers", "ug", "مەكتەپكە 20 000 كىتاب كەلدى", "بۇنىڭ 12,5 پىرسەنتى (2 500 كىتاب) يېڭى، 50% ى كونا.", "ug", whole=("20 000", "12,5", "2 500")),
    _Story("ug number first", "ug", "1 234 567 كىتاب", "50% ئارتۇق كىتاب كەلدى.", "ug", whole=("1 234 567",)),
    _Story("ug dates", "ug", "2026-11-02 كۈنى دەرس باشلىنىدۇ", "دەرس 2026-يىلى 2-نويابىر سائەت 08:30 دا باشلىنىدۇ.", "ug", whole=("2026-11-02", "08:30")),
    _Story("ug telephone", "ug", "سوئال بولسا +90 212 555 01 01 غا تېلېفون قىلىڭ", "نومۇر: 010-1234-5678، خەت: 100.", "ug", whole=("+90 212 555 01 01", "010-1234-5678")),
    _Story("ug range", "ug", "ئوقۇش 2010-2015 يىللىرى توختىدى", "ئاندىن 5-6 سىنىپ ئېچىلدى.", "ug"),
    _Story("ug quotes", "ug", "«مەكتەپ — BBC خەۋىرى»: يېڭى بىنا", "مۇدىر: «بىز Open Day ئۆتكۈزىمىز!» دېدى.", "ug", whole=("Open Day",)),
    _Story("ug brackets", "ug", "مەكتەپ (School No. 5) ئېچىلدى", "بىنا (A-7) ۋە [B2] تەييار.", "ug", whole=("School No. 5", "A-7", "B2")),
    _Story("ug list", "ug", "كىتاب، قەلەم ۋە iPad", "دەرسلەر: 1) تىل؛ 2) C++؛ 3) Python 3.11؛ 4) رەسىم.", "ug", whole=("C++", "3.11")),
    _Story("ug links", "ug", "تەپسىلاتى school.example دا", "خەت: info@school.example، @school5، https://school.example/a?b=1 .", "ug", whole=("school.example", "info@school.example", "@school5", "https://school.example/a?b=1")),
    _Story("ug machine", "ug", "مەكتەپ ئېچىلدى", "UNICEF ياردەم قىلدى؟", "ug", origin=Origin.MACHINE, source="Example News (EN)"),
    _Story("ug Cyrillic name", "ug", "Алматы دىكى مەكتەپ", "ئوقۇتقۇچى Айгүл Сейіт (Алматы) كەلدى.", "ug", source="Азат жаңалық", whole=("Айгүл Сейіт", "Азат жаңалық")),
    _Story("ug Chinese name", "ug", "乌鲁木齐 دىكى مەكتەپ", "ئورنى: 天山区, 5-كوچا.", "ug", source="天山新闻"),
    # Kazakh in Arabic letters
    _Story("kk-Arab converted", "kk", "Мектепке 20 000 кітап келді", "Reuters, 3 мұғалім және UNICEF көмектесті. 50% жаңа.",
           "kk-Arab", ("kk-Arab",), source="Мысал жаңалықтары", whole=("20 000",)),
    _Story("kk-Arab dates", "kk", "2026-11-02 күні сабақ басталады", "Сағат 08:30-да, №5 мектепте (School No. 5).",
           "kk-Arab", ("kk-Arab",), whole=("2026-11-02", "08:30", "School No. 5")),
    _Story("kk-Arab quotes", "kk", "«Мектеп — BBC хабары»: жаңа ғимарат", "Директор: «Біз Open Day өткіземіз!» деді.",
           "kk-Arab", ("kk-Arab",), origin=Origin.PERSON),
    _Story("kk-Arab links", "kk", "Толығы school.example сайтында", "Хат: info@school.example, +7 701 555 01 01.",
           "kk-Arab", ("kk-Arab",), whole=("school.example", "info@school.example", "+7 701 555 01 01")),
    _Story("kk two scripts", "kk", "Жаңа мектеп (School No. 5) ашылды", "UNICEF 20 000 кітап берді.",
           "kk", ("kk", "kk-Arab"), source="Мысал жаңалықтары", whole=("School No. 5", "20 000")),
    _Story("kk-Arab two scripts", "kk", "BBC: жаңа мектеп ашылды", "Балалар қуанды, 3 мұғалім келді.",
           "kk-Arab", ("kk-Arab", "kk")),
    _Story("ug two scripts", "ug", "يېڭى مەكتەپ (School No. 5) ئېچىلدى", "UNICEF 20 000 كىتاب بەردى.", "ug", ("ug", "ug-Latn"), whole=("School No. 5", "20 000")),
    # Arabic
    _Story("ar plain", "ar", "افتتاح مدرسة جديدة", "فتحت المدرسة أبوابها يوم الاثنين. حضر نحو 100 شخص.", "ar", source="أخبار المثال"),
    _Story("ar names", "ar", "UNICEF: افتتاح مدرسة (School No. 5)", "قال مراسل BBC إن Microsoft، Google قدمتا 12 جهازا.", "ar", whole=("School No. 5",)),
    _Story("ar numerals", "ar", "٢٠ ٠٠٠ كتاب للمدرسة", "بنسبة ١٢٫٥٪ في 2026-11-02، هاتف +90 212 555 01 01.", "ar", whole=("٢٠ ٠٠٠", "١٢٫٥", "2026-11-02", "+90 212 555 01 01")),
    # Uyghur names inside other texts, and readers of one direction with texts of the other
    _Story("en Uyghur name", "en", "The school «يېڭى مەكتەپ» opens", "In قۇلجا, 3 teachers met ئايگۈل (5 years) and قەشقەر, 12 pupils.", "en", whole=("يېڭى مەكتەپ", "3 teachers", "5 years")),
    _Story("en begins Uyghur", "en", "يېڭى مەكتەپ opens", "مەكتەپ, قەلەم, كىتاب: 3 words.", "en", source="تەڭرىتاغ خەۋەرلىرى", whole=("تەڭرىتاغ خەۋەرلىرى", "3 words")),
    _Story("en list of names", "en", "Three towns: قۇلجا, غۇلجا, قەشقەر", "They have 3, 5 and 7 schools: قۇلجا 3, غۇلجا 5, قەشقەر 7.", "en"),
    _Story("zh Uyghur name", "zh-Hans", "新学校“يېڭى مەكتەپ”开学", "在قۇلجا，3位老师和ئايگۈل（5岁）见面。", "zh-Hans", source="تەڭرىتاغ خەۋەرلىرى", whole=("يېڭى مەكتەپ", "تەڭرىتاغ خەۋەرلىرى")),
    _Story("ru Uyghur name", "ru", "Школа «يېڭى مەكتەپ» открыта", "В قۇلجا, 3 учителя.", "ru"),
    _Story("ug text, English reader", "ug", "يېڭى مەكتەپ (School No. 5) ئېچىلدى", "UNICEF، 3 كىتاب.", "en", source="تەڭرىتاغ خەۋەرلىرى"),
    _Story("en text, Uyghur reader", "en", "A new school opens (No. 5)", "UNICEF gave 20 000 books; قۇلجا, 3 teachers.", "ug", whole=("20 000 books", "3 teachers")),
)  # fmt: skip


def alerts() -> Iterator[Sample]:
    """Every story as its reader gets it."""
    for story in _STORIES:
        made = _alert(story)
        whole = (*story.whole, "news.example")
        yield Sample(story.name, made.text, _keys(made), alert=True, whole=whole)


def screens() -> Iterator[Sample]:
    """Screens of the chat in English and in the right-to-left languages the interface is translated to."""
    for words in OFFERED:
        right_to_left = words.direction is Direction.RTL and begins_rtl(
            words.gettext("Choose your language.")
        )
        if words.tag == table.SOURCE or right_to_left:
            for name, made in _screens(words).items():
                yield Sample(f"{words.tag} {name}", made.text, _pressed(made), alert=False)


def _alert(story: _Story) -> Message:
    article = Article(
        id=ArticleId(1), state=ArticleState.PREPARED, url="https://news.example/school", source=story.source,
        language=story.language if story.origin is Origin.ORIGINAL else "en", text="", published_at=NOON,
        created_at=NOON, hosts=frozenset({"news.example"}), topics=(TOPIC.id,),
    )  # fmt: skip
    edition = Edition(
        id=EditionId(1), article=ArticleId(1), language=story.language, state=EditionState.READY, revision=1,
        title=story.title, summary=story.summary, origin=story.origin, url=None, source=story.source,
        source_language=None if story.origin is Origin.ORIGINAL else "en",
    )  # fmt: skip
    return render(article, edition, words=WORDS[story.reader], topic=TOPIC, scripts=story.scripts)


def _screens(words: catalogues.Words) -> Mapping[str, Screen]:
    subscriber = Subscriber(
        id=SubscriberId(1), chat=ChatId(4_000_000_001), kind=SubscriberKind.PERSON,
        state=SubscriberState.PAUSED, languages=(words.tag, "tr", "zh-Hans"), originals=True, timezone="Asia/Almaty", paused_until=NOON,
        consent_version=1, consent_month="2026-11", topics=(TOPIC.id,),
    )  # fmt: skip
    chosen = subscriber.languages
    came = dict.fromkeys((scripts[0].tag for scripts in language.by_language(OFFERED)), 17) | {"fr": 0}
    return {
        "home": home.home(words, NEWSROOM, subscriber, Role.OWNER),
        "greeting": contact.greet([words], OFFERED),
        "consent": contact.consent(words, NEWSROOM, days=14),
        "language": language.language(words, OFFERED, chosen, subscriber=subscriber, came=came, of=20),
        "more languages": language.more_languages(words, OFFERED, subscriber),
        "topics": topics.topics(words, [TOPIC], [TOPIC.id], page=0, mode="", manages=False),
        "stored": mydata.mydata(
            words, subscriber, None, [TOPIC], reached=[AlertId(12), AlertId(13)], days=14
        ),
        "help": about.help_(words, NEWSROOM, Role.OWNER),
        "privacy": about.privacy(words, days=14),
        "pause": pause.pause(words, subscriber),
        "safety": safety.safety(words, subscriber),
        "journey": safety.journey(
            words, "https://t.me/example_bot?start=jc4gZ3AEmwUJ_m-M", topics=True, has_words=True
        ),
        "feeds": feeds.listing(words, [FEED], page=0, now=NOON + timedelta(hours=3)),
        "feed": feeds.one(words, FEED, [TOPIC], now=NOON + timedelta(hours=3)),
        "name": names.one(words, TERM, ["en", "ug", "kk", "zh-Hans"]),
        "frozen": freeze.frozen(
            words,
            Freeze(since=NOON, reason=FreezeReason.OTHER, note="RFA (wrong)!", by="Editor 2"),
            Role.OWNER,
            now=NOON + timedelta(hours=3),
        ),
        "trial": tryurl.report(words, TRIAL, [TOPIC]),
    }


def _keys(message: Message) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button.text for button in row) for row in message.buttons)


def _pressed(screen: Screen) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button.text for button in row) for row in screen.keyboard)


def all_samples() -> Sequence[Sample]:
    """Everything that is laid out."""
    return [*alerts(), *screens()]
