"""Recognise Vietnamese syllables by onset, rhyme and tone. Structure only: no list of words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm
ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao
oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn
ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uơ uơt up ut uy uya uych uyn uynh uyên uyêt uyp uyt
uyu uôc uôi uôm uôn uông uôp uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
""".split()
_ONSETS = ["b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh", "p", "ph", "r", "s", "t", "th", "tr", "v", "x"]
_FRONT = [rhyme for rhyme in _RHYMES if rhyme[0] in "eêi"]
_BACK = [rhyme for rhyme in _RHYMES if rhyme[0] not in "eêi"]
_AFTER_Q = [*(rhyme for rhyme in _RHYMES if rhyme[0] in "aăâeêiôơ" and rhyme[1:2] != "ê"), "y", "yt", "ych", "yn",
            "ynh", "yên", "yêt"]  # fmt: skip


def _any(parts: list[str]) -> str:
    return "(?:" + "|".join(parts) + ")"


_SHAPE = re.compile(
    f"{_any(_ONSETS)}?(?:{_any(_RHYMES)}|y)|(?:c|g|ng){_any(_BACK)}|g(?:i|in)|(?:k|gh|ngh)(?:{_any(_FRONT)}|y)"
    f"|qu{_any(_AFTER_Q)}|y(?:êm|ên|êng|êt|êu)"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPPED = re.compile("(?:[cpt]|ch)$")
_RISING_OR_HEAVY = ("\u0301", "\u0323")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Decide whether a word could be a Vietnamese syllable, in either tone placement and any case."""
    if len(word) > 8:
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in marked if ord(char) in _TONES]
    toneless = unicodedata.normalize("NFC", marked.translate(_TONES))
    if len(tones) > 1 or not _SHAPE.fullmatch(toneless):
        return False
    # A syllable that ends in a stop has one of two tones; without a tone it is a name or a bare ending in another
    # language.
    return not tones or not _STOPPED.search(toneless) or tones[0] in _RISING_OR_HEAVY
