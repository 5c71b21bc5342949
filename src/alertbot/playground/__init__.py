"""The demo on one machine: a stand-in for Telegram, a sample newsroom, phones in the browser."""
