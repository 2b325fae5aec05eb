"""The tables of TCVN3 and VNI as they are printed, letter by letter: what the tests write old pages with."""

from __future__ import annotations

import re
import unicodedata

_TCVN3 = """
à µ á ¸ ả ¶ ã · ạ ¹ ă ¨ ằ » ắ ¾ ẳ ¼ ẵ ½ ặ Æ â © ầ Ç ấ Ê ẩ È ẫ É ậ Ë đ ® è Ì é Ð ẻ Î ẽ Ï ẹ Ñ ê ª ề Ò ế Õ ể Ó ễ Ô ệ Ö
ì × í Ý ỉ Ø ĩ Ü ị Þ ò ß ó ã ỏ á õ â ọ ä ô « ồ å ố è ổ æ ỗ ç ộ é ơ ¬ ờ ê ớ í ở ë ỡ ì ợ î ù ï ú ó ủ ñ ũ ò ụ ô
ư \u00ad ừ õ ứ ø ử ö ữ ÷ ự ù ỳ ú ý ý ỷ û ỹ ü ỵ þ Ă ¡ Â ¢ Đ § Ê £ Ô ¤ Ơ ¥ Ư ¦
"""
_VNI = """
à aø á aù ả aû ã aõ ạ aï ă aê ằ aè ắ aé ẳ aú ẵ aü ặ aë â aâ ầ aà ấ aá ẩ aå ẫ aã ậ aä đ ñ è eø é eù ẻ eû ẽ eõ ẹ eï
ê eâ ề eà ế eá ể eå ễ eã ệ eä ì ì í í ỉ æ ĩ ó ị ò ò oø ó où ỏ oû õ oõ ọ oï ô oâ ồ oà ố oá ổ oå ỗ oã ộ oä
ơ ô ờ ôø ớ ôù ở ôû ỡ ôõ ợ ôï ù uø ú uù ủ uû ũ uõ ụ uï ư ö ừ öø ứ öù ử öû ữ öõ ự öï ỳ yø ý yù ỷ yû ỹ yõ ỵ î
"""


def _table(printed: str) -> dict[str, str]:
    parts = re.split(r"[ \n]+", printed.strip("\n "))
    return dict(zip(parts[::2], parts[1::2], strict=True))


_SMALL = _table(_VNI)
TABLES = {
    "tcvn3": _table(_TCVN3),
    "vni": _SMALL | {letter.upper(): code.upper() for letter, code in _SMALL.items()},
}


def written(text: str, name: str) -> str:
    """The text in an old encoding, as a page shows it that is read as Latin. Without capitals that TCVN3 lacks."""
    if name in TABLES:
        return "".join(TABLES[name].get(char, char) for char in text)
    return _bytes_of_1258(text).decode("sloppy-windows-1252")


def _bytes_of_1258(text: str) -> bytes:
    """Windows-1258 has tones as letters of their own, behind the vowel."""
    codes = []
    for char in text:
        try:
            codes.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            codes.append(base.encode("cp1258") + "".join(tones).encode("cp1258"))
    return b"".join(codes)
