"""Hold frames for a page's middle: what platforms put around it, and the box that holds articles there."""

from __future__ import annotations

from collections.abc import Callable

_MENU = "".join(
    f"<li><a href='/muc-{n}'>{name}</a></li>"
    for n, name in enumerate(("Trang đầu", "Tin trong huyện", "Bộ máy", "Văn bản", "Hỏi và đáp", "Liên lạc"))
)
_CLOCK = "Thứ sáu, ngày 27 tháng 11 năm 2026, 09:41:07"
_COUNTER = (
    "<div><b>Lượt ghé trang</b><p>Đang xem: 17</p><p>Ngày hôm qua: 2.318</p><p>Tháng này: 48.902</p>"
    "<p>Tổng cộng: 3.141.592</p></div>"
)
_FOOT = (
    "<p>Trang thông tin của Huyện ủy Thạch Khê. Chịu trách nhiệm nội dung: Phạm Hồng Duyên, Chánh Văn phòng.</p>"
    "<p>Địa chỉ: số 12 phố Cửa Bắc, thị trấn Thạch Khê. Điện thoại: 0219 3866 001. Thư: vp@thachkhe.example</p>"
)
_LATEST = "".join(
    f"<li><a href='/tin/{n}'>{title}</a></li>"
    for n, title in enumerate(
        (
            "Xã Nà Lạc ra quân dọn kênh trước vụ mới",
            "Lớp bồi dưỡng đảng viên mới khai giảng",
            "Hội thi tiếng hát người cao tuổi mở rộng",
            "Thêm ba bản có điện lưới quốc gia",
        ),
        start=301,
    )
)


def _page(title: str, body: str) -> str:
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def _plain(title: str, body: str) -> str:
    return _page(title, f"<div><ul>{_MENU}</ul></div><div>{body}</div><div>{_COUNTER}</div><div>{_FOOT}</div>")


def _tables(title: str, body: str) -> str:
    left = f"<td width='190' valign='top'><table><tr><td>{_COUNTER}</td></tr></table></td>"
    top = f"<tr><td colspan='2'><table><tr><td>{_CLOCK}</td><td><ul>{_MENU}</ul></td></tr></table></td></tr>"
    foot = f"<tr><td colspan='2' align='center'>{_FOOT}</td></tr>"
    inner = f"<table><tr><td class='tieude'>{title}</td></tr><tr><td class='noidung'>{body}</td></tr></table>"
    return _page(title, f"<table width='990'>{top}<tr>{left}<td>{inner}</td></tr>{foot}</table>")


def _blog(title: str, body: str) -> str:
    article = (
        f"<article class='post hentry'><header class='entry-header'><h1 class='entry-title'>{title}</h1></header>"
        f"<div class='entry-content'>{body}</div></article>"
    )
    side = f"<aside class='widget-area'><h2 class='widget-title'>Bài mới</h2><ul>{_LATEST}</ul>{_COUNTER}</aside>"
    head = f"<header class='site-header'><nav><ul>{_MENU}</ul></nav></header>"
    return _page(f"{title} – Thạch Khê", f"{head}<main>{article}</main>{side}<footer>{_FOOT}</footer>")


def _item_page(title: str, body: str) -> str:
    inner = f"<div class='item-page'><h2 itemprop='headline'>{title}</h2><div itemprop='articleBody'>{body}</div></div>"
    side = f"<div class='moduletable'><h3>Tin đọc nhiều</h3><ul class='mostread'>{_LATEST}</ul></div>{_COUNTER}"
    return _page(
        title, f"<ul class='nav menu'>{_MENU}</ul><div id='content'>{inner}</div>{side}<div id='foot'>{_FOOT}</div>"
    )


def _panes(title: str, body: str) -> str:
    pane = (
        f"<div id='dnn_ContentPane'><div class='DnnModule'><h2>{title}</h2>"
        f"<div id='dnn_ctr412_ModuleContent' class='DNNModuleContent'>{body}</div></div></div>"
    )
    frame = f"<form method='post' id='Form'><div id='clock'>{_CLOCK}</div><ul>{_MENU}</ul>{pane}"
    return _page(title, f"{frame}<div id='dnn_RightPane'>{_COUNTER}<ul>{_LATEST}</ul></div>{_FOOT}</form>")


def _fields(title: str, body: str) -> str:
    field = f"<div class='ms-rtestate-field' style='display:inline'>{body}</div>"
    zone = f"<div id='DeltaPlaceHolderMain'><h1>{title}</h1><div class='article-content'>{field}</div></div>"
    side = f"<div class='ms-webpart-zone'>{_COUNTER}<ul>{_LATEST}</ul></div>"
    return _page(title, f"<div id='s4-workspace'><ul class='static'>{_MENU}</ul>{zone}{side}<div>{_FOOT}</div></div>")


def _portlet(title: str, body: str) -> str:
    content = f"<div class='journal-content-article'><h3 class='header-title'>{title}</h3>{body}</div>"
    first = f"<div id='column-1'><div class='portlet-body'>{content}</div></div>"
    second = f"<div class='portlet-column' id='column-2'>{_COUNTER}<ul>{_LATEST}</ul></div>"
    return _page(title, f"<nav id='navigation'><ul>{_MENU}</ul></nav>{first}{second}<footer>{_FOOT}</footer>")


def _modern(title: str, body: str) -> str:
    top = f"<header><span>{_CLOCK}</span><nav><ul>{_MENU}</ul></nav></header>"
    main = f"<main class='container'><section class='detail-content'><h1>{title}</h1>{body}</section></main>"
    side = f"<aside>{_COUNTER}<ul>{_LATEST}</ul></aside>"
    return _page(f"{title} | Huyện ủy Thạch Khê", f"{top}{main}{side}<footer>{_FOOT}</footer>")


FRAMES: dict[str, Callable[[str, str], str]] = {
    "plain": _plain,
    "tables": _tables,
    "wordpress": _blog,
    "joomla": _item_page,
    "dotnetnuke": _panes,
    "sharepoint": _fields,
    "liferay": _portlet,
    "modern": _modern,
}
