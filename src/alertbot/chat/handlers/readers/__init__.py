"""What readers may do: which handler does which act, and which takes their answers."""

from collections.abc import Mapping

from alertbot.chat.access import Act
from alertbot.chat.desk import Handler, Taker
from alertbot.chat.handlers.readers import (
    about,
    contact,
    discreet,
    feedback,
    fewer,
    invited,
    language,
    latest,
    options,
    pause,
    report,
    returning,
    safety,
    share,
    topics,
    whole,
    words,
)

HANDLERS: Mapping[Act, Handler] = {
    Act.HOME: contact.show_home,
    Act.GREET: contact.greet,
    Act.CONSENT: contact.consent,
    Act.AGREE: contact.agree,
    Act.DECLINE: contact.decline,
    Act.ADOPT: contact.adopt,
    Act.FINISH: contact.finish,
    Act.PRIVACY: contact.privacy,
    Act.TOPICS: topics.show_topics,
    Act.TOPIC_ON: topics.topic_on,
    Act.TOPIC_OFF: topics.topic_off,
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
    Act.LATEST: latest.show_latest,
    Act.PAUSE: pause.show_pause,
    Act.PAUSE_FOR: pause.pause_for,
    Act.RESUME: pause.resume,
    Act.OPTIONS: options.show_options,
    Act.SHUT: options.shut_options,
    Act.MUTE: options.mute,
    Act.UNMUTE: options.unmute,
    Act.WHOLE: whole.show,
    Act.INVITED: invited.show,
    Act.ACCEPT: invited.accept,
    Act.SHARE: share.share,
    Act.REPORT: report.ask,
    Act.REPORT_FOR: report.report,
    Act.FEWER: fewer.show,
    Act.FEWER_ON: fewer.topic_on,
    Act.FEWER_OFF: fewer.topic_off,
    Act.WORDS_ONLY: fewer.words_only,
    Act.FEEDBACK: feedback.ask,
    Act.FEEDBACK_TAKE_BACK: feedback.take_back,
    Act.WORDS: words.show_words,
    Act.WORD: words.show_word,
    Act.WORD_ADD: words.ask_words,
    Act.WORD_REMOVE: words.remove,
    Act.WORD_YES: words.watch_typed,
    Act.WORD_NO: words.leave_typed,
    Act.MYDATA: about.show_mydata,
    Act.STOP: about.show_stop,
    Act.FORGET: about.show_forget,
    Act.FORGET_SURE: about.forget,
    Act.HELP: about.show_help,
    Act.SAFETY: safety.show_safety,
    Act.DISCREET_ON: safety.discreet_on,
    Act.DISCREET_OFF: safety.discreet_off,
    Act.HIDE: safety.hide,
    Act.JOURNEY: safety.show_journey,
    Act.RETURN: returning.ask,
    Act.RETURN_PRIVACY: returning.privacy,
    Act.RETURN_SURE: returning.restore,
    Act.NEWS_SHOW: discreet.show_news,
    Act.NEWS_HIDE: discreet.hide_news,
}

# What a message is taken for, by what was asked.
TAKERS: Mapping[str, Taker] = {
    feedback.WRITE: feedback.take,
    feedback.MORE: feedback.take_more,
    words.WATCH: words.take,
    words.SKIP: words.take,
}

# Acts that go on with what a person is being asked.
GOING_ON: frozenset[Act] = frozenset(
    {Act.WORD_YES, Act.WORD_NO, Act.HIDE, Act.NEWS_SHOW, Act.NEWS_HIDE}
)
