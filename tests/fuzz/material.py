"""What pages are spoilt with."""

from __future__ import annotations

from random import Random

CODECS = (
    "utf-8", "utf-7", "utf-16", "utf-16-le", "utf-32", "windows-1258", "windows-1252", "iso-8859-1", "tcvn3",
    "viscii", "x-viet-vni",
    "shift_jis", "gb2312", "big5", "euc-kr", "koi8-r", "x-user-defined", "replacement", "none", "rot13", "base64",
    "zlib", "idna", "punycode",
    "unicode_escape", "raw_unicode_escape", "undefined", "hex", "uu", "ascii", "cp037", "hz", "iso-2022-jp",
    "\u0111", "a" * 30,
)  # fmt: skip
"""Names of charsets, of codecs of Python that are none, and of nothing."""

ELEMENTS = (
    "<p>Đồng chí Bí thư kết luận hội nghị.</p>", "<br>", "<li>mục", "<a href='/x'>Tin khác</a>",
    "<img src='/a.jpg'>",
    "<td>1</td>", "<tr><td>1<td>2</tr>", "<h1>Tiêu đề</h1>", "<div class=share></div>",
    "<table><tr><td>x</td></tr></table>",
    "<p></p>", "<div>Tin khác</div>", "<option>1", "<span style='display:none'>x</span>",
    "<meta name=a content=b>",
    "<time datetime='2020-01-01'>", "<h3>Tin liên quan</h3>", "<script>{}</script>", "<a href='/a.pdf'>Tải về</a>",
    "<blockquote>", "<center>", "<p style='text-align:center'><em>Ảnh: x</em></p>", "<figure><figcaption>x",
    "<input type=password>",
)  # fmt: skip

ENTITIES = (
    b"&#0;", b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"&nbsp;", b"&nbsp", b"&", b"&#", b"&#x;",
    b"&unknown;", b"&lol9;",
    b"&shy;", b"&zwj;", b"&#x202e;", b"&#1;", b"&#x85;", b"&#xfffe;", b"&lt;p&gt;", b"&amp;amp;amp;", b"&#x1F600;",
    b"a&#x301;",
)  # fmt: skip

EVIL_LINES = (
    " ", "a ", "A- ", "1/", "1/1/2020 ", "10:00 1/1/2020 ", "Trang chủ > ", "Trang chủ » ", "(", "[", "/.", ". ",
    "./.", "…",
    "số ", "số 27-NQ/TU ", "27-NQ/TU, ", "Nghị quyết ", "Quyết định số ", "ngày ", "ngày 1 tháng 1 năm 2020 ",
    "Luật ",
    "Ảnh: ", "Theo ", "(Theo ", "Nguồn: ", "Nguyễn Văn A ", "Nguyễn Văn A - ", "tin, ", "bài và ", "PGS. TS. ",
    "á»", "Ã¡", "Ð",
    "µ", "®Ó ", "\u0301", "a\u0301\u0323", "\u200b", "\u00a0", "|", " | ", "- ", "Sáng 19/6, ", "Chiều ngày ",
    "T2 | T3 | ",
    "{", '{"a":', "[[", '"@graph":[', "<!--", "]]>", "&amp;", "x" * 50 + " ", "x.jpg ", "%", "https://",
    "lượt xem: 1 ",
    "cập nhật ", "GMT+7 ", "font-family:.VnTime;}", ".VnTime{", "Đ", "🙂", "(1) ", "của ", "của Ban Thường vụ ",
    "Tin khác ",
)  # fmt: skip

_ENCODINGS = (
    "windows-1258",
    "utf-16-le",
    "utf-16",
    "utf-32",
    "iso-8859-1",
    "shift_jis",
    "cp037",
    "utf-7",
    "windows-1252",
)


def spoilt_charset(body: bytes, charset: str) -> bytes:
    """The same text in another charset, as far as Python knows it; else as UTF-8 that was read as Latin."""
    text = body.decode("utf-8", "replace")
    if charset in _ENCODINGS:
        return text.encode(charset, "replace")
    return text.encode().decode("latin-1").encode()


def bomb(rng: Random) -> bytes:
    """A document type whose entities multiply."""
    base = rng.choice((b"lol", b"x" * 1_000, b"<p>"))
    lines = [b"<!DOCTYPE html [", b'<!ENTITY lol0 "' + base + b'">']
    lines += [b'<!ENTITY lol%d "%s">' % (level, b"&lol%d;" % (level - 1) * 10) for level in range(1, 10)]
    lines.append(b'<!ENTITY file SYSTEM "file:///etc/passwd">]>')
    return b"\n".join(lines) + b"<p>&lol9;&file;</p>"
