"""Which handler does which act, and what an editor's message answers: the doors are checked here."""

from collections.abc import Mapping
from dataclasses import replace

from alertbot.chat import access, replies
from alertbot.chat.access import Act, Door
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Handler, Reply, Taker, Visit
from alertbot.chat.handlers import (
    about,
    alert,
    contact,
    feeds,
    freeze,
    language,
    live,
    names,
    policy,
    reader,
    review,
    rewriting,
    stats,
    suggestions,
    topics,
    tryurl,
    unfiled,
    versions,
    whole,
)
from alertbot.chat.screens import about as about_screens
from alertbot.errors import AlertbotError, NotAllowed
from alertbot.model import Role
from alertbot.storage import dialogs

HANDLERS: Mapping[Act, Handler] = {
    Act.HOME: contact.show_home,
    Act.GREET: contact.greet,
    Act.CONSENT: contact.consent,
    Act.AGREE: contact.agree,
    Act.DECLINE: contact.decline,
    Act.ADOPT: contact.adopt,
    Act.FINISH: contact.finish,
    Act.PRIVACY: contact.privacy,
    Act.TOPICS: reader.show_topics,
    Act.TOPIC_ON: reader.topic_on,
    Act.TOPIC_OFF: reader.topic_off,
    Act.LANGUAGE: language.show_language,
    Act.FIRST: language.first_language,
    Act.SCRIPT_ON: language.script_on,
    Act.SCRIPT_OFF: language.script_off,
    Act.MORE: language.show_more,
    Act.ALSO_ON: language.also_on,
    Act.ALSO_OFF: language.also_off,
    Act.SECOND: language.second_language,
    Act.ORIGINALS_ON: language.originals_on,
    Act.ORIGINALS_OFF: language.originals_off,
    Act.LATEST: reader.show_latest,
    Act.PAUSE: reader.show_pause,
    Act.PAUSE_FOR: reader.pause_for,
    Act.RESUME: reader.resume,
    Act.OPTIONS: reader.show_options,
    Act.SHUT: reader.shut_options,
    Act.MUTE: reader.mute,
    Act.UNMUTE: reader.unmute,
    Act.WHOLE: whole.show,
    Act.MYDATA: about.show_mydata,
    Act.STOP: about.show_stop,
    Act.FORGET: about.show_forget,
    Act.FORGET_SURE: about.forget,
    Act.HELP: about.show_help,
    Act.FEEDS: feeds.show_feeds,
    Act.FEED: feeds.show_feed,
    Act.FEED_ADD: feeds.ask_address,
    Act.FEED_LANGUAGE: feeds.set_language,
    Act.FEED_WITH: feeds.with_topic,
    Act.FEED_WITHOUT: feeds.without_topic,
    Act.FEED_SAVE: feeds.save,
    Act.FEED_PAUSE: feeds.pause_feed,
    Act.FEED_RESUME: feeds.resume_feed,
    Act.FEED_NOW: feeds.ask_now,
    Act.FEED_REMOVE: feeds.ask_remove,
    Act.FEED_REMOVE_SURE: feeds.remove,
    Act.FEED_TOPICS: feeds.show_filing,
    Act.FILE_ON: feeds.file_on,
    Act.FILE_OFF: feeds.file_off,
    Act.MANAGE: topics.manage,
    Act.TOPIC: topics.show_topic,
    Act.TOPIC_ADD: topics.ask_new,
    Act.TOPIC_NAMES: topics.choose_name,
    Act.TOPIC_NAME: topics.ask_name,
    Act.TOPIC_WORDS: topics.choose_keywords,
    Act.TOPIC_WORD: topics.ask_keywords,
    Act.TOPIC_WORDS_NONE: topics.no_keywords,
    Act.TOPIC_FEEDS: feeds.show_topic_filing,
    Act.TOPIC_HIDE: topics.hide,
    Act.TOPIC_SHOW: topics.show,
    Act.STATS: stats.show_stats,
    Act.UNFILED: unfiled.show_unfiled,
    Act.UNFILED_ONE: unfiled.show_article,
    Act.UNFILED_ON: unfiled.file_under,
    Act.UNFILED_OFF: unfiled.not_under,
    Act.UNFILED_DONE: unfiled.done,
    Act.UNFILED_LEAVE: unfiled.leave_out,
    Act.NAMES: names.show_names,
    Act.NAMES_OF: names.show_kind,
    Act.NAMES_FIND: names.ask_find,
    Act.NAME: names.show_name,
    Act.NAME_ADD: names.choose_kind,
    Act.NAME_KIND: names.ask_new,
    Act.NAME_LANGUAGES: names.choose_language,
    Act.NAME_RENDER: names.ask_rendering,
    Act.NAME_RENDER_NONE: names.no_rendering,
    Act.NAME_NOTE: names.ask_note,
    Act.NAME_REMOVE: names.ask_remove,
    Act.NAME_REMOVE_SURE: names.remove,
    Act.SUGGESTIONS: suggestions.show_suggestions,
    Act.SUGGESTION: suggestions.show_suggestion,
    Act.SUGGESTION_YES: suggestions.accept,
    Act.SUGGESTION_NO: suggestions.decline,
    Act.REVIEW: review.show_waiting,
    Act.REVIEW_ITEM: review.open_item,
    Act.REVIEW_NEXT: review.open_next,
    Act.APPROVE: review.approve,
    Act.APPROVE_SURE: review.approve,
    Act.APPROVE_CLEAN: review.approve_clean,
    Act.REWRITE: rewriting.ask_text,
    Act.REJECT: rewriting.ask_reason,
    Act.REJECT_FOR: rewriting.reject,
    Act.COLLEAGUES: review.choose_colleague,
    Act.HAND_OVER: review.pass_to,
    Act.AWAY: review.away,
    Act.BACK: review.back,
    Act.POLICY: policy.show_policy,
    Act.POLICY_LANGUAGE: policy.show_language,
    Act.POLICY_TOPICS: policy.show_topics,
    Act.POLICY_MODE: policy.set_mode,
    Act.POLICY_WAITS: policy.show_waits,
    Act.POLICY_WAIT: policy.set_wait,
    Act.POLICY_NAMED: policy.show_named,
    Act.NAMED_ON: policy.named_on,
    Act.NAMED_OFF: policy.named_off,
    Act.POLICY_OWN: policy.show_own,
    Act.OWN_ON: policy.own_on,
    Act.OWN_OFF: policy.own_off,
    Act.ALERT: alert.show,
    Act.ALERT_TEXT: alert.ask_text,
    Act.ALERT_WRITTEN: alert.choose_written,
    Act.ALERT_WRITTEN_IN: alert.written_in,
    Act.ALERT_TOPICS: alert.show_topics,
    Act.ALERT_WITH: alert.with_topic,
    Act.ALERT_WITHOUT: alert.without_topic,
    Act.ALERT_URGENT: alert.urgent,
    Act.ALERT_ORDINARY: alert.ordinary,
    Act.ALERT_VERSIONS: versions.show,
    Act.ALERT_VERSION: versions.show_one,
    Act.ALERT_MACHINE: versions.machine,
    Act.ALERT_CHECKED: versions.checked,
    Act.ALERT_LEAVE: versions.leave,
    Act.ALERT_LINK: alert.ask_link,
    Act.ALERT_NO_LINK: alert.no_link,
    Act.ALERT_PREVIEW: alert.preview,
    Act.ALERT_TEST: live.test,
    Act.ALERT_LIVE: live.ask,
    Act.ALERT_LIVE_SURE: live.go,
    Act.ALERT_LOOK: live.look,
    Act.ALERT_CONFIRM: live.confirm,
    Act.ALERT_CANCEL: live.cancel,
    Act.ALERT_DROP: alert.ask_drop,
    Act.ALERT_DROP_SURE: alert.drop,
    Act.ALERT_SECOND_ON: live.second_on,
    Act.ALERT_SECOND_OFF: live.second_off,
    Act.TRY: tryurl.show,
    Act.TRY_REPORT: tryurl.report,
    Act.TRY_SHOW: tryurl.show_one,
    Act.FREEZE: freeze.show,
    Act.FREEZE_NOW: freeze.freeze,
    Act.UNFREEZE: freeze.ask_resume,
    Act.UNFREEZE_SURE: freeze.resume,
}

# Acts that go on with what an editor is being asked; any other one ends it.
_GOING_ON = frozenset(
    {Act.FEED_LANGUAGE, Act.FEED_WITH, Act.FEED_WITHOUT, Act.FEED_SAVE, Act.TRY_REPORT, Act.TRY_SHOW}
)
# Before a language is known these are asked in; everything else waits for the choice of one.
_UNSPOKEN = frozenset({Act.GREET, Act.CONSENT, Act.AGREE, Act.DECLINE, Act.PRIVACY})


_AFTER_CANCEL = frozenset(
    act.value for act in (Act.FEEDS, Act.MANAGE, Act.TOPIC, Act.NAMES, Act.NAME)
)  # what a Cancel button may lead to


async def perform(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do what was pressed or commanded, if this person may; a failure becomes a sentence."""
    if not access.may(press.act, subscribed=visit.subscriber is not None, role=visit.role):
        return await refused(desk, visit, press.act)
    if not visit.speaks and (press.act not in _UNSPOKEN or (press.act is Act.PRIVACY and not press.args)):
        return Reply(screen=contact.greeting(desk, visit, ()))
    if visit.dialog is not None and press.act not in _GOING_ON:
        async with desk.database.writing() as c:
            await dialogs.close(c, visit.user)
    if press.act is Act.CANCEL:
        press = _cancelled(press)
    try:
        return await HANDLERS[press.act](desk, visit, press)
    except AlertbotError as error:
        note = replies.sentence(error, visit.words)
        return Reply(screen=contact.home(desk, visit, note=note), toast=note)


async def refused(desk: Desk, visit: Visit, act: Act) -> Reply:
    """The way on for someone who may not do this."""
    if visit.role is Role.STRANGER and not visit.speaks:
        return Reply(screen=contact.greeting(desk, visit, ()))
    if visit.role >= Role.EDITOR and access.door(act) is not Door.OWNERS:  # who does not subscribe
        return await (topics.manage if act is Act.TOPICS else contact.show_home)(desk, visit, Press(act))
    if access.door(act) in {Door.EDITORS, Door.OWNERS}:
        note = replies.sentence(NotAllowed(), visit.words)
        return Reply(screen=contact.home(desk, visit, note=note), toast=note)
    return Reply(screen=about_screens.not_subscribed(visit.words))


async def answer(desk: Desk, visit: Visit, text: str) -> Reply:
    """A message that is no command: an answer to what an editor was asked, or a misunderstanding."""
    try:
        found = await _answered(desk, visit, text) if visit.role >= Role.EDITOR else None
    except AlertbotError as error:
        found = Reply(screen=contact.home(desk, visit, note=replies.sentence(error, visit.words)))
    return found or misunderstood(desk, visit)


def misunderstood(desk: Desk, visit: Visit) -> Reply:
    """A text where a button was expected, or a command we do not have."""
    note = visit.words.gettext("I do not understand this. Please use the buttons.")
    return Reply(screen=contact.home(desk, visit, note=note))


async def _answered(desk: Desk, visit: Visit, text: str) -> Reply | None:
    dialog = visit.dialog
    take = None if dialog is None else _TAKERS.get(dialog.kind)
    return None if dialog is None or take is None else await take(desk, visit, dialog, text)


# What an editor's message is taken for, by what was asked.
_TAKERS: Mapping[str, Taker] = {
    feeds.ADDRESS: feeds.take_address,
    feeds.FOUND: feeds.take_address,
    topics.NEW: topics.take_new,
    topics.NAME: topics.take_name,
    topics.KEYWORDS: topics.take_keywords,
    alert.TEXT: alert.take_text,
    alert.LINK: alert.take_link,
    versions.VERSION: versions.take,
    tryurl.ADDRESS: tryurl.take,
    **names.TAKERS,
    **rewriting.TAKERS,
}


def _cancelled(press: Press) -> Press:
    """The act that a Cancel button leads to."""
    to = press.text(0)
    act = Act(to) if to in _AFTER_CANCEL else Act.HOME
    return replace(press, act=act, args=press.args[1:])
