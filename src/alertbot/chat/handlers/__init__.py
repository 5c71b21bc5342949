"""What each act does: load what is needed, store the effect, answer with a screen.

No handler knows Telegram. Every one may run twice for the same update, so a button says "on" or "off"
and never "the other way round".
"""
