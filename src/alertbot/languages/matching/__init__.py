"""Finds words in texts: inflected in Kazakh, Uyghur, Turkish and Russian, in any script of a language.

Elsewhere whole words are found, and in Chinese runs of characters. What one looks for may be written in
another script than the text.
"""

from alertbot.languages.matching.index import Index, Occurrence, longest
from alertbot.languages.matching.text import Text, code_of

__all__ = ["Index", "Occurrence", "Text", "code_of", "longest"]
