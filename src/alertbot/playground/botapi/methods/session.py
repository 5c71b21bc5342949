"""Methods about the bot itself and how updates reach it."""

import time
from collections.abc import Awaitable
from typing import Any

from alertbot.playground.botapi import webhooks
from alertbot.playground.botapi.errors import ApiError, too_many
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.updates import TIMEOUT_MOST, webhook_active
from alertbot.playground.botapi.wire import bot
from alertbot.playground.botapi.world import World

_SET_WEBHOOK_SECONDS = 1.0


def get_me(world: World, parameters: Parameters) -> dict[str, Any]:
    """The bot."""
    return bot(world) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def log_out(world: World, parameters: Parameters) -> bool:
    """Leave the cloud server: from then on each call is refused."""
    world.logged_out = True
    return True


def close(world: World, parameters: Parameters) -> bool:
    """Close the bot's instance; here there is nothing to close."""
    return True


def get_updates(world: World, parameters: Parameters) -> Awaitable[list[dict[str, Any]]]:
    """The next updates, waiting for the first."""
    if world.webhook.url:
        raise webhook_active()
    offset = parameters.integer("offset")
    limit = parameters.within("limit", 100, 1, 100)
    timeout = parameters.within("timeout", 0, 0, TIMEOUT_MOST)
    _allow(world, parameters)
    return world.updates.get(offset, limit, timeout)


def _allow(world: World, parameters: Parameters) -> None:
    """Take the kinds of updates asked for; what is no list of them leaves things as they are."""
    if not parameters.has("allowed_updates"):
        return
    try:
        kinds = parameters.json("allowed_updates", "")
    except ApiError:
        return
    if isinstance(kinds, list):
        world.updates.allow([kind for kind in kinds if isinstance(kind, str)])


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Have updates brought to an address; an empty one is as `deleteWebhook`."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    hook, now = world.webhook, time.monotonic()
    if now < hook.set_at + _SET_WEBHOOK_SECONDS:
        raise too_many(1)
    hook.set_at = now
    secret = parameters.text("secret_token")
    webhooks.check_secret(secret)
    webhooks.check_url(url, local=world.local)
    _allow(world, parameters)
    _drop(world, parameters)
    world.updates.interrupt()
    hook.url, hook.secret = url, secret
    hook.max_connections = parameters.within("max_connections", 40, 1, 100)
    hook.failure, hook.failed_at = "", None
    world.changed()
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Go back to `getUpdates`."""
    _drop(world, parameters)
    world.webhook.url = world.webhook.secret = ""
    world.changed()
    return True


def _drop(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.updates.pending.clear()


def get_webhook_info(world: World, parameters: Parameters) -> dict[str, Any]:
    """Where updates go and how the last delivery went."""
    hook = world.webhook
    made: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook.url:
        made["max_connections"] = hook.max_connections
    if hook.failed_at is not None:
        made |= {"last_error_date": int(hook.failed_at.timestamp()), "last_error_message": hook.failure}
    return made
