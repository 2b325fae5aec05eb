"""What SharePoint puts around a page: view state, counters, clock, dates as shown, other spellings of links."""

from __future__ import annotations

import base64
import itertools
import random
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

HANOI = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_visits = itertools.count(3_418_226)


class Counter(NamedTuple):
    """The visit counter; it moves with every page served."""

    online: int
    today: int
    yesterday: int
    month: int
    total: str


def counter() -> Counter:
    """The counter of the next visit."""
    visit = next(_visits)
    return Counter(17 + visit % 23, 1 + visit % 1900, 1874, 40_112 + visit % 9000, f"{visit:,}".replace(",", "."))


def clock() -> str:
    """The header clock: now, in Hà Nội."""
    now = datetime.now(HANOI)
    return f"{WEEKDAYS[now.weekday()]}, ngày {now:%d/%m/%Y} | {now:%H:%M}"


def digest() -> str:
    """The form digest, which holds the time in the server's own way."""
    now = datetime.now(HANOI)
    return f"0x{random.Random(str(now)).randbytes(64).hex().upper()},{now:%d %b %Y %H:%M:%S} -0000"


def view_state(path: str, size: int) -> str:
    """An opaque state of `size` bytes, the same for the same page."""
    return "/wEP" + base64.b64encode(random.Random(f"{path}|{size}").randbytes(size)).decode("ascii")


def shown_date(published: str, style: str = "short") -> str:
    """A date as this CMS shows it, "Thứ Năm, 23/06/2022 | 08:12" or "23/06/2022 08:12"."""
    moment = datetime.fromisoformat(str(published))
    if style == "long":
        return f"{WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y} | {moment:%H:%M}"
    return f"{moment:%d/%m/%Y %H:%M}"


def day(published: str) -> str:
    """The day alone, as boxes of other articles show it."""
    return f"{datetime.fromisoformat(str(published)):%d/%m/%Y}"


def link(slug: str, spelling: str = "plain") -> str:
    """An article's address in one of the spellings found on the portal's own pages; all of them name one page."""
    spellings = {
        "plain": f"/Pages/{slug}.aspx",
        "lower": f"/pages/{slug}.aspx",
        "mixed": f"/Pages/{'-'.join(word.capitalize() for word in slug.split('-'))}.aspx",
        "dialog": f"/Pages/{slug}.aspx?IsDlg=1",
        "tracked": f"/Pages/{slug}.aspx?utm_source=trangchu&utm_medium=slide",
        "paged": f"/Pages/{slug}.aspx?PageIndex=1",
    }
    return spellings[spelling]
