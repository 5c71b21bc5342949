"""The sample newsroom: a small web site with feeds in three languages that publishes a story when asked."""
