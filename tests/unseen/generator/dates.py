"""The forms in which portals write a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

_DAYS = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]
_MONTHS = "Một,Hai,Ba,Tư,Năm,Sáu,Bảy,Tám,Chín,Mười,Mười Một,Mười Hai".split(",")
_FORMS = {
    "short": "{t:%d/%m/%Y}",
    "time": "{t:%H:%M} ngày {t:%d/%m/%Y}",
    "weekday": "{weekday}, ngày {t:%d-%m-%Y} {t:%H:%M}",
    "dots": "{t.day}.{t.month}.{t.year}",
    "month-name": "Tháng {month} {t.day}, {t.year}",
    "th": "{t.day} Th{t.month}, {t.year}",
    "iso": "{t:%Y-%m-%d %H:%M}",
    "hours": "{t.hour} giờ {t.minute:02} phút, ngày {t.day} tháng {t.month} năm {t.year}",
    "half-day": "{t:%d/%m/%Y} {hour}:{t:%M} {half}",
    "both": "Đăng: {t:%d/%m/%Y} | Cập nhật: {later:%d/%m/%Y}",
}


def written(form: str, moment: datetime) -> str:
    """Write a moment in a form."""
    month, later = _MONTHS[moment.month - 1], moment + timedelta(days=3)
    half, hour = ("SA", moment.hour) if moment.hour < 12 else ("CH", moment.hour % 12 or 12)
    weekday = _DAYS[moment.weekday()].capitalize()
    return _FORMS[form].format(t=moment, month=month, later=later, half=half, hour=hour, weekday=weekday)
