"""Who may do what: every act a person can ask for, and the door it stands behind."""

from enum import Enum, StrEnum

from alertbot.model import Role

# Telegram's own accounts, which stand for anonymous admins, channels and its service, never for a person.
_NOBODY = frozenset({1087968824, 136817688, 777000})


class Act(StrEnum):
    """What a button or command asks for; the value stands in callback data, so it never changes."""

    # readers
    HOME = "hm"
    GREET = "gr"  # the names of the languages
    CONSENT = "co"  # language, linked topics
    AGREE = "ag"  # language, linked topics
    DECLINE = "no"  # language
    ADOPT = "ad"  # linked topics
    FINISH = "fi"  # the end of the first contact
    TOPICS = "tp"  # page, mode
    TOPIC_ON = "t1"  # topic, page, mode
    TOPIC_OFF = "t0"
    LANGUAGE = "lg"
    FIRST = "l1"  # language
    SECOND = "l2"  # language
    SCRIPT_ON = "ls1"  # language
    SCRIPT_OFF = "ls0"
    MORE = "lm"
    ALSO_ON = "a1"  # language
    ALSO_OFF = "a0"
    ORIGINALS_ON = "r1"
    ORIGINALS_OFF = "r0"
    LATEST = "la"  # how many newer ones to pass over, which, page of the topics
    PAUSE = "pz"
    PAUSE_FOR = "pf"  # day, week or ever
    RESUME = "re"
    MYDATA = "md"
    PRIVACY = "pr"
    STOP = "st"
    FORGET = "fg"
    FORGET_SURE = "fs"
    HELP = "hp"
    OPTIONS = "o"  # article; of one that /latest shows, how many newer ones there are, which
    SHUT = "os"  # article
    MUTE = "m0"  # topic, article, and the same
    UNMUTE = "m1"
    WHOLE = "w"  # article
    INVITED = "iv"  # invitation, language
    ACCEPT = "ia"  # invitation, language
    HIDE = "hi"  # the private answer it stands under
    NEWS_SHOW = "ns"  # article
    NEWS_HIDE = "nh"  # article
    ANSWER_SHOW = "as"  # feedback
    ANSWER_HIDE = "ah"  # feedback
    SAFETY = "sf"
    DISCREET_ON = "d1"
    DISCREET_OFF = "d0"
    JOURNEY = "jy"
    RETURN = "jr"  # the settings of a link
    RETURN_PRIVACY = "jp"  # the settings of a link
    RETURN_SURE = "js"  # the settings of a link
    SHARE = "sh"  # article
    REPORT = "rp"  # article
    REPORT_FOR = "rf"  # article, reason
    FEWER = "fw"  # page
    FEWER_ON = "fw1"  # topic, page
    FEWER_OFF = "fw0"
    WORDS_ONLY = "wo"
    FEEDBACK = "fb"  # the token of the conversation that goes on, if it does
    FEEDBACK_TAKE_BACK = "fx"
    WORDS = "wl"  # page, which list
    WORD = "we"  # word
    WORD_ADD = "wa"  # which list
    WORD_REMOVE = "wx"  # word
    WORD_YES = "w1"  # the message with a word that is to be watched
    WORD_NO = "w0"  # message
    # editors
    NEWSROOM = "E"
    FEEDS = "F"  # page
    FEED = "Fe"  # feed
    FEED_ADD = "Fa"
    FEED_LANGUAGE = "Fl"  # language of the feed that is being added
    FEED_WITH = "F1"  # a topic of the feed that is being added
    FEED_WITHOUT = "F0"
    FEED_SAVE = "Fs"
    FEED_PAUSE = "Fp"  # feed
    FEED_RESUME = "Fr"  # feed
    FEED_NOW = "Fn"  # feed
    FEED_REMOVE = "Fx"  # feed
    FEED_REMOVE_SURE = "Fy"  # feed
    FEED_TOPICS = "Ft"  # feed
    FEED_FOLLOW = "Ff"  # feed, mark of the address
    FEED_HOSTS = "Fh"  # feed, page
    FEED_HOST_ADD = "Fi"  # feed
    FEED_HOST_OUT = "Fo"  # feed, mark of the host, page
    FEED_STAY = "Fk"  # feed, mark of the address
    FILE_ON = "K1"  # feed, topic, which of the two screens
    FILE_OFF = "K0"
    MANAGE = "T"  # page
    TOPIC = "Te"  # topic
    TOPIC_ADD = "Ta"
    TOPIC_NAMES = "Tn"  # topic
    TOPIC_NAME = "Tm"  # topic, language
    TOPIC_WORDS = "Tw"  # topic
    TOPIC_WORD = "Tv"  # topic, language
    TOPIC_WORDS_NONE = "Tz"  # topic, language
    TOPIC_FEEDS = "Tf"  # topic, page
    TOPIC_HIDE = "T0"  # topic
    TOPIC_SHOW = "T1"  # topic
    STATS = "S"
    STATS_PICTURE = "Sp"  # which, days
    UNFILED = "U"  # page
    UNFILED_ONE = "Ue"  # article
    UNFILED_ON = "U1"  # article, topic
    UNFILED_OFF = "U0"
    UNFILED_DONE = "Us"  # article
    UNFILED_LEAVE = "Ux"  # article
    NAMES = "N"
    NAMES_OF = "Nk"  # kind, page
    NAMES_FIND = "Nf"
    NAME = "Ne"  # term
    NAME_ADD = "Na"
    NAME_KIND = "Nb"  # kind of the term that is being added
    NAME_LANGUAGES = "Nl"  # term
    NAME_RENDER = "Nr"  # term, language
    NAME_RENDER_NONE = "Nz"  # term, language
    NAME_NOTE = "Nn"  # term
    NAME_REMOVE = "Nx"  # term
    NAME_REMOVE_SURE = "Ny"  # term
    SUGGESTIONS = "Ns"  # page
    SUGGESTION = "Nu"  # suggestion
    SUGGESTION_YES = "N1"  # suggestion
    SUGGESTION_NO = "N0"  # suggestion
    REVIEW = "V"  # page
    REVIEW_ITEM = "Ve"  # edition
    REVIEW_NEXT = "Vn"  # edition that is passed over
    APPROVE = "Va"  # edition, revision
    APPROVE_SURE = "Vb"  # edition, revision
    APPROVE_CLEAN = "Vc"  # the number of the last one shown, how many were shown
    REWRITE = "Vw"  # edition
    REJECT = "Vr"  # edition, revision
    REJECT_FOR = "Vf"  # edition, revision, reason
    COLLEAGUES = "Vp"  # edition
    HAND_OVER = "Vt"  # edition, person
    AWAY = "V0"
    BACK = "V1"
    ALERT = "A"  # by hand
    ALERT_TEXT = "At"
    ALERT_WRITTEN = "Ai"
    ALERT_WRITTEN_IN = "Aj"  # language
    ALERT_TOPICS = "Ao"  # page
    ALERT_WITH = "A1"  # topic, page
    ALERT_WITHOUT = "A0"
    ALERT_URGENT = "Au"
    ALERT_ORDINARY = "Ae"
    ALERT_VERSIONS = "Ag"
    ALERT_VERSION = "Al"  # language
    ALERT_MACHINE = "Am"  # language; none for all that are left out
    ALERT_CHECKED = "Ac"  # language
    ALERT_LEAVE = "Ax"  # language
    ALERT_LINK = "Ak"
    ALERT_NO_LINK = "Ak0"
    ALERT_PREVIEW = "Ap"  # page
    ALERT_TEST = "Ar"  # version
    ALERT_LIVE = "Av"
    ALERT_LIVE_SURE = "Ay"  # version
    ALERT_LOOK = "Aw"  # author, version, page
    ALERT_CONFIRM = "Ab"  # author, version
    ALERT_CANCEL = "Az"  # author, version
    ALERT_DROP = "Ad"
    ALERT_DROP_SURE = "Adx"
    INBOX = "L"  # page
    INBOX_ONE = "Le"  # feedback
    INBOX_ANSWER = "La"  # feedback
    INBOX_CLOSE = "Lc"  # feedback
    INBOX_CLOSE_SURE = "Ly"  # feedback, version
    TRY = "Y"  # an address, by command alone
    TRY_REPORT = "Yr"
    TRY_SHOW = "Ys"  # page
    FREEZE = "Z"  # an editor's words on why, by command alone
    FREEZE_NOW = "Z1"  # reason
    UNFREEZE = "Z0"
    UNFREEZE_SURE = "Zy"
    PEOPLE = "B"
    PERSON_LANGUAGES = "Bl"  # person
    REVIEWS_ON = "B1"  # person, language
    REVIEWS_OFF = "B0"
    LOG = "J"  # page, whose, kind
    LOG_WHOSE = "Jw"  # kind
    LOG_KIND = "Jk"  # whose
    SECOND_YES = "Qy"  # request
    SECOND_NO = "Qn"  # request
    # owners
    PERSON = "Be"  # person
    PERSON_NAME = "Bn"  # person
    PERSON_NAMELESS = "Bz"  # person
    PERSON_REMOVE = "Bx"  # person
    PERSON_REMOVE_SURE = "By"  # person
    INVITE = "Bi"  # role
    INVITE_NAMELESS = "Bm"  # role
    INVITATION = "Bo"  # invitation
    INVITATION_BACK = "Bb"  # invitation
    RULES = "Q"
    RULE_ON = "Q1"  # rule
    RULE_OFF = "Q0"
    POLICY = "P"
    POLICY_LANGUAGE = "Pl"  # language, topic or 0
    POLICY_TOPICS = "Pt"  # language, page
    POLICY_MODE = "Pm"  # language, topic or 0, mode
    POLICY_WAITS = "Pw"  # how urgent, or nothing for all
    POLICY_WAIT = "Pd"  # urgency, minutes or 0
    POLICY_NAMED = "Pn"  # page
    NAMED_ON = "P1"  # topic, page
    NAMED_OFF = "P0"
    POLICY_KEEP = "Pk"  # what, or nothing for all
    POLICY_KEEP_FOR = "Pf"  # what, days
    POLICY_PREVIEWS = "Pv"
    PREVIEWS_ON = "Pv1"
    PREVIEWS_OFF = "Pv0"
    POLICY_OWN = "Po"
    OWN_ON = "O1"  # language
    OWN_OFF = "O0"
    CANCEL = "X"  # where to go: an act


class Door(Enum):
    """Who an act is for."""

    ANYONE = "anyone"
    SUBSCRIBERS = "subscribers"
    EDITORS = "editors"
    OWNERS = "owners"


ANYONE = frozenset(
    {Act.HOME, Act.GREET, Act.CONSENT, Act.AGREE, Act.DECLINE, Act.PRIVACY, Act.HELP, Act.MYDATA, Act.STOP,
     Act.LANGUAGE, Act.FIRST, Act.INVITED, Act.ACCEPT, Act.HIDE, Act.RETURN, Act.RETURN_PRIVACY,
     Act.RETURN_SURE}
)  # fmt: skip
EDITORS = frozenset(
    {Act.NEWSROOM, Act.FEEDS, Act.FEED, Act.FEED_ADD, Act.FEED_LANGUAGE, Act.FEED_WITH, Act.FEED_WITHOUT,
     Act.FEED_SAVE, Act.FEED_PAUSE, Act.FEED_RESUME, Act.FEED_NOW, Act.FEED_REMOVE,
     Act.FEED_REMOVE_SURE, Act.FEED_TOPICS, Act.FEED_FOLLOW, Act.FEED_STAY, Act.FEED_HOSTS,
     Act.FEED_HOST_ADD, Act.FEED_HOST_OUT,
     Act.FILE_ON, Act.FILE_OFF, Act.MANAGE, Act.TOPIC,
     Act.TOPIC_ADD, Act.TOPIC_NAMES, Act.TOPIC_NAME, Act.TOPIC_WORDS, Act.TOPIC_WORD,
     Act.TOPIC_WORDS_NONE, Act.TOPIC_FEEDS, Act.TOPIC_HIDE, Act.TOPIC_SHOW, Act.STATS, Act.CANCEL,
     Act.STATS_PICTURE,
     Act.UNFILED, Act.UNFILED_ONE, Act.UNFILED_ON, Act.UNFILED_OFF, Act.UNFILED_DONE, Act.UNFILED_LEAVE,
     Act.NAMES, Act.NAMES_OF, Act.NAMES_FIND, Act.NAME, Act.NAME_ADD, Act.NAME_KIND, Act.NAME_LANGUAGES,
     Act.NAME_RENDER, Act.NAME_RENDER_NONE, Act.NAME_NOTE, Act.NAME_REMOVE, Act.NAME_REMOVE_SURE,
     Act.SUGGESTIONS, Act.SUGGESTION, Act.SUGGESTION_YES, Act.SUGGESTION_NO, Act.REVIEW,
     Act.REVIEW_ITEM, Act.REVIEW_NEXT, Act.APPROVE, Act.APPROVE_SURE, Act.APPROVE_CLEAN, Act.REWRITE,
     Act.REJECT, Act.REJECT_FOR, Act.COLLEAGUES, Act.HAND_OVER, Act.AWAY, Act.BACK, Act.FREEZE,
     Act.FREEZE_NOW, Act.ALERT, Act.ALERT_TEXT, Act.ALERT_WRITTEN, Act.ALERT_WRITTEN_IN,
     Act.ALERT_TOPICS, Act.ALERT_WITH, Act.ALERT_WITHOUT, Act.ALERT_URGENT, Act.ALERT_ORDINARY,
     Act.ALERT_VERSIONS, Act.ALERT_VERSION, Act.ALERT_MACHINE, Act.ALERT_CHECKED, Act.ALERT_LEAVE,
     Act.ALERT_LINK, Act.ALERT_NO_LINK, Act.ALERT_PREVIEW, Act.ALERT_TEST, Act.ALERT_LIVE,
     Act.ALERT_LIVE_SURE, Act.ALERT_LOOK, Act.ALERT_CONFIRM, Act.ALERT_CANCEL, Act.ALERT_DROP,
     Act.ALERT_DROP_SURE, Act.TRY, Act.TRY_REPORT, Act.TRY_SHOW, Act.PEOPLE, Act.PERSON_LANGUAGES,
     Act.REVIEWS_ON, Act.REVIEWS_OFF, Act.LOG, Act.LOG_WHOSE, Act.LOG_KIND, Act.SECOND_YES, Act.SECOND_NO,
     Act.INBOX, Act.INBOX_ONE, Act.INBOX_ANSWER, Act.INBOX_CLOSE, Act.INBOX_CLOSE_SURE}
)  # fmt: skip
OWNERS = frozenset(
    {Act.POLICY, Act.POLICY_LANGUAGE, Act.POLICY_TOPICS, Act.POLICY_MODE, Act.POLICY_WAITS,
     Act.POLICY_WAIT, Act.POLICY_KEEP, Act.POLICY_KEEP_FOR, Act.POLICY_PREVIEWS, Act.PREVIEWS_ON,
     Act.PREVIEWS_OFF, Act.POLICY_NAMED, Act.NAMED_ON, Act.NAMED_OFF, Act.POLICY_OWN, Act.OWN_ON,
     Act.OWN_OFF, Act.UNFREEZE, Act.UNFREEZE_SURE, Act.PERSON, Act.PERSON_NAME, Act.PERSON_NAMELESS,
     Act.PERSON_REMOVE, Act.PERSON_REMOVE_SURE, Act.INVITE, Act.INVITE_NAMELESS, Act.INVITATION,
     Act.INVITATION_BACK, Act.RULES, Act.RULE_ON, Act.RULE_OFF}
)  # fmt: skip
# Their buttons are bound to one person and expire.
SIGNED = (
    EDITORS | OWNERS | {Act.FORGET_SURE, Act.INVITED, Act.ACCEPT, Act.FEEDBACK_TAKE_BACK, Act.WORD_REMOVE}
)

COMMANDS = {
    "start": Act.HOME,
    "language": Act.LANGUAGE,
    "topics": Act.TOPICS,
    "latest": Act.LATEST,
    "words": Act.WORDS,
    "pause": Act.PAUSE,
    "resume": Act.RESUME,
    "mydata": Act.MYDATA,
    "privacy": Act.PRIVACY,
    "forget": Act.FORGET,
    "stop": Act.STOP,
    "help": Act.HELP,
    "feedback": Act.FEEDBACK,
    "feeds": Act.FEEDS,
    "stats": Act.STATS,
    "names": Act.NAMES,
    "review": Act.REVIEW,
    "policy": Act.POLICY,
    "people": Act.PEOPLE,
    "log": Act.LOG,
    "alert": Act.ALERT,
    "try": Act.TRY,
    "freeze": Act.FREEZE,
}
# Commands that take what is written behind them.
WITH_TEXT = frozenset({Act.FREEZE, Act.TRY, Act.WORDS, Act.FEEDBACK})


def door(act: Act) -> Door:
    """Which door `act` stands behind."""
    if act in ANYONE:
        return Door.ANYONE
    if act in OWNERS:
        return Door.OWNERS
    return Door.EDITORS if act in EDITORS else Door.SUBSCRIBERS


def may(act: Act, *, subscribed: bool, role: Role) -> bool:
    """Whether a person may do `act`: an editor is not by that alone a subscriber."""
    open_to = {
        Door.ANYONE: True,
        Door.SUBSCRIBERS: subscribed,
        Door.EDITORS: role >= Role.EDITOR,
        Door.OWNERS: role >= Role.OWNER,
    }
    return open_to[door(act)]


def is_person(user: int, *, is_bot: bool) -> bool:
    """Whether an account of Telegram's is a person who can speak for themselves."""
    return not is_bot and user not in _NOBODY
