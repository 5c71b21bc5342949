"""What is done in rounds, without being asked: things end, go, are brought, and the bot's page is kept."""
