"""Phones in the browser: a page that shows several people's chats with the bot side by side."""
