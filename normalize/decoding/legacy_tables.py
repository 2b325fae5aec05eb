"""Hold the Vietnamese encodings older than Unicode, as tables from the Latin letters that browsers show to those meant.

TCVN3 is the subset without control codes of TCVN 5712:1993 (its capitals with tones exist in fonts alone: .VnTimeH);
VNI writes a mark behind its vowel; VISCII is RFC 1456, without its six letters among the control codes below 32.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import ftfy.bad_codecs  # noqa: F401 (its codecs know the five bytes that Windows-1252 leaves out)

TCVN3, VNI, VISCII, WINDOWS_1258 = "tcvn3", "vni", "viscii", "windows-1258"

_TCVN3_CODES = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_VISCII_LETTERS = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
"""From code 0x80 to 0xFF."""
_NO_BREAK_SPACE = 0xA0

# A mark of VNI is a letter behind its vowel: tone alone, tone over a circumflex, tone over a breve.
_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOFED = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVED = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _bytes_as_shown(code: int) -> str:
    """Return the character that a page read as Windows-1252 shows for a byte."""
    return bytes((code,)).decode("sloppy-windows-1252")


def _tcvn3() -> dict[int, str]:
    return {ord(code): letter for code, letter in zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True)}


def _viscii() -> dict[int, str]:
    codes = {code: letter for code, letter in enumerate(_VISCII_LETTERS, 0x80) if code != _NO_BREAK_SPACE}
    shown = {ord(_bytes_as_shown(code)): letter for code, letter in codes.items()}
    return {**codes, **shown}


def _windows_1258() -> dict[int, str]:
    codes = range(0xC0, 0x100)
    return {code: bytes((code,)).decode("cp1258") for code in codes if bytes((code,)).decode("cp1258") != chr(code)}


def _vni() -> dict[str, str]:
    """Return every spelling, in small and capital letters; the mark behind a vowel may have either case."""
    pairs = dict(_VNI_SINGLE)
    pairs |= {
        vowel + mark: _VNI_SINGLE.get(vowel, vowel) + tone for vowel in "aeouyôö" for mark, tone in _TONES.items()
    }
    pairs |= {vowel + mark: vowel + "\u0302" + tone for vowel in "aeo" for mark, tone in _ROOFED.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVED.items()}
    either = {**pairs, **{key.upper(): value.upper() for key, value in pairs.items()}}
    either |= {key[0].upper() + key[1:]: value.upper() for key, value in pairs.items() if len(key) > 1}
    return {key: unicodedata.normalize("NFC", value) for key, value in either.items()}


_BY_LETTER = {TCVN3: _tcvn3(), VISCII: _viscii(), WINDOWS_1258: _windows_1258()}
_VNI_PAIRS = _vni()
_VNI_SPELLING = re.compile("|".join(sorted(_VNI_PAIRS, key=len, reverse=True)))


def _translated(name: str) -> Callable[[str], str]:
    table = _BY_LETTER[name]
    return lambda text: unicodedata.normalize("NFC", text.translate(table))


CONVERT: dict[str, Callable[[str], str]] = {
    TCVN3: _translated(TCVN3),
    VNI: lambda text: _VNI_SPELLING.sub(lambda found: _VNI_PAIRS[found.group()], text),
    WINDOWS_1258: _translated(WINDOWS_1258),
    VISCII: _translated(VISCII),
}
"""By name of the encoding: convert text to Unicode letter by letter, even where the result makes no sense."""
