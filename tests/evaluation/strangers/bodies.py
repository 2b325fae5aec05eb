"""Hold the middles of pages that are no articles, by name: each with its title, address, and the reasons that fit."""

# ruff: noqa: E501 (a page a line is easier to compare)
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.articles.records import Reason
from tests.unseen.generator.words import Words

_WORDS = Words("strangers")
_LIST = frozenset({Reason.LIST, Reason.SEARCH, Reason.HOME})
_FORM = frozenset({Reason.TOO_SHORT, Reason.EMPTY, Reason.LIST, Reason.POLL, Reason.LOGIN, Reason.ERROR_PAGE})
_TABLE = frozenset({Reason.LIST, Reason.TOO_SHORT, Reason.EMPTY, Reason.DOCUMENT_ONLY})
_DOCUMENT = frozenset({Reason.DOCUMENT_ONLY, Reason.LIST, Reason.TOO_SHORT, Reason.EMPTY})
_MEDIA = frozenset({Reason.MEDIA_ONLY, Reason.LIST, Reason.TOO_SHORT, Reason.EMPTY})
_NOTHING = frozenset(
    {Reason.ERROR_PAGE, Reason.TOO_SHORT, Reason.EMPTY, Reason.SUSPENDED, Reason.CHALLENGE_PAGE, Reason.LIST}
)


@dataclass(frozen=True)
class Body:
    """The middle of a page that is no article. Any of `reasons` fits."""

    title: str
    html: str
    reasons: frozenset[Reason]
    address: str


def _table(rows: Iterable[Sequence[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table border='1'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _titles(number: int, *, dated: bool = False) -> list[str]:
    day = " <span>({:02}/0{}/2024)</span>"
    dates = [day.format(27 - n, n % 9 + 1) if dated else "" for n in range(number)]
    return [f"<a href='/tin/{500 + n}'>{_WORDS.title()}</a>{date}" for n, date in enumerate(dates)]


def _teasers(number: int, sentences: int = 1, *, dated: bool = True) -> str:
    return "".join(
        f"<div><h3>{title}</h3><p>{_WORDS.paragraph(sentences)}</p></div>" for title in _titles(number, dated=dated)
    )


def _bullets(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _pager(last: int = 9) -> str:
    return "<div>" + " ".join(f"<a href='?trang={n}'>{n}</a>" for n in range(1, last + 1)) + "</div>"


def _fields(*names: str, button: str = "Gửi") -> str:
    inputs = "".join(f"<p><label>{name}</label> <input name='o{n}'></p>" for n, name in enumerate(names))
    return f"<form method='post' action='/gui'>{inputs}<button>{button}</button></form>"


_ATTRIBUTES = [
    ("Số, ký hiệu", "118-KH/HU"),
    ("Ngày ban hành", "14/03/2024"),
    ("Ngày hiệu lực", "14/03/2024"),
    ("Cơ quan ban hành", "Ban Thường vụ Huyện ủy"),
    ("Người ký", "Triệu Đình Kiên"),
    ("Loại văn bản", "Kế hoạch"),
    ("Trích yếu", "Kế hoạch tổ chức học tập, quán triệt các chuyên đề năm 2024 trong toàn Đảng bộ huyện"),
    ("Tệp kèm theo", "<a href='/tep/118-KH-HU.pdf'>118-KH-HU.pdf</a>"),
]
_DOCUMENT_ROWS = [
    [
        f"{n}-QĐ/HU",
        f"{n % 27 + 1:02}/0{n % 9 + 1}/2023",
        f"<a href='/van-ban/{n}'>{_WORDS.title()}</a>",
        "<a href='#'>Tải</a>",
    ]
    for n in range(31, 47)
]
_STAFF = [
    [str(n), _WORDS.name(), post, f"0219 3866 0{n:02}", f"canbo{n}@thachkhe.example"]
    for n, post in enumerate(
        ("Bí thư", "Phó Bí thư", "Chánh Văn phòng", "Trưởng ban", "Phó ban", "Chuyên viên") * 3, 11
    )
]
_COMMUNES = [[_WORDS.place(), f"{n * 37 % 90 + 10},{n} km²", f"{n * 911 % 9000 + 900} người"] for n in range(1, 20)]
_SERVICES = (
    "Dịch vụ công",
    "Hỏi đáp",
    "Lịch tiếp dân",
    "Đấu thầu",
    "Công khai ngân sách",
    "Thư điện tử",
    "Họp không giấy",
)


def _lists() -> dict[str, Body]:
    def a(title: str, html: str, address: str = "/tin-tuc") -> Body:
        return Body(title, html, _LIST, address)

    long = f"<div><img src='/a.jpg'><h2>{_titles(1)[0]}</h2><p>{_WORDS.paragraph(5)}</p></div>"
    snippets = "".join(
        f"<p><a href='/tin/{n}'>{_WORDS.title()}</a><br>... {_WORDS.sentence()[:-1]} <b>nông thôn</b> ...</p>"
        for n in range(8)
    )
    cells = [[str(n), title, f"{n:02}/02/2024"] for n, title in enumerate(_titles(14), 1)]
    return {
        "teasers": a("Tin trong huyện", _teasers(9) + _pager()),
        "titles": a("Tin trong huyện", _bullets(_titles(20)) + _pager()),
        "titles with dates": a("Tin vắn", _bullets(_titles(20, dated=True)) + _pager()),
        "table of titles": a("Danh sách tin", _table([["TT", "Tên bài", "Ngày đăng"], *cells])),
        "long summaries": a("Gương sáng quanh ta", _teasers(6, 3) + _pager()),
        "definition list": a("Chuyên đề", "<dl>" + "".join(f"<dt>{t}</dt><dd>{_WORDS.sentence()}</dd>" for t in _titles(8)) + "</dl>"),
        "one big teaser, then titles": a("Đời sống", long + _bullets(_titles(9))),
        "archive of a month": a("Lưu trữ tháng 5 năm 2024", _bullets(_titles(12, dated=True)), "/luu-tru/2024/05"),
        "tag": a("Từ khóa: nông thôn", _teasers(5), "/tu-khoa/nong-thon"),
        "search": a("Kết quả tìm kiếm", f"<p>Tìm thấy 34 kết quả cho “nông thôn”.</p>{snippets}", "/tim-kiem?q=nong+thon"),
        "search without results": Body("Kết quả tìm kiếm", "<p>Không có kết quả nào phù hợp với từ khóa đã nhập.</p>", _LIST | _NOTHING, "/tim-kiem?q=xyz"),
        "last page of two": a("Tin trong huyện", _teasers(2) + _pager(), "/tin-tuc?trang=9"),
        "last page of one": a("Tin trong huyện", _teasers(1) + _pager(), "/tin-tuc?trang=17"),
        "introduced": a("Học và làm theo", f"<p>{_WORDS.sentence()}</p>{_teasers(8)}"),
        "by author": a("Bài của Lò Thị Nhàn", _bullets(_titles(11, dated=True)), "/tac-gia/lo-thi-nhan"),
        "questions": a("Hỏi đáp", "".join(f"<p><b>Hỏi:</b> <a href='/hoi/{n}'>{_WORDS.sentence()}</a> <i>Đã trả lời</i></p>" for n in range(8)), "/hoi-dap"),
        "feeds": Body("Các kênh RSS", _bullets(f"<a href='/rss/{n}.rss'>{name}</a>" for n, name in enumerate(_SERVICES)), _LIST | _NOTHING, "/rss"),
    }  # fmt: skip


def _homes() -> dict[str, Body]:
    def a(html: str, address: str = "/") -> Body:
        return Body("Huyện ủy Thạch Khê", html, _LIST | {Reason.TOO_SHORT}, address)

    boxes = "".join(
        f"<div><h3>{name}</h3>{_bullets(_titles(5))}</div>" for name in ("Xây dựng Đảng", "Kinh tế", "Văn hóa")
    )
    columns = "".join(
        f"<td valign='top'><b>{name}</b>{_teasers(2, dated=False)}</td>" for name in ("Thời sự", "Đoàn thể")
    )
    slides = "".join(f"<div><img src='/s{n}.jpg'><p>{title}</p></div>" for n, title in enumerate(_titles(4)))
    icons = "".join(f"<a href='/dv/{n}'><img src='/b{n}.png'><br>{name}</a>" for n, name in enumerate(_SERVICES))
    counter = (
        "<table><tr><td>Khách đang xem</td><td>21</td></tr><tr><td>Tổng lượt xem</td><td>9.118.204</td></tr></table>"
    )
    return {
        "home of boxes": a(boxes),
        "home of columns": a(f"<table><tr>{columns}</tr></table>"),
        "home with slides": a(slides + boxes + counter),
        "home that welcomes": a(f"<p>Chào mừng quý vị đến với trang thông tin của Huyện ủy Thạch Khê.</p>{boxes}"),
        "home of services": a(icons),
        "home with a marquee": a(
            f"<marquee>{_WORDS.sentence()} {_WORDS.sentence()}</marquee>{boxes}", "/trang-chu.html"
        ),
        "home with a counter alone": a(counter, "/default.aspx"),
        "home of one teaser": a(f"{_teasers(1, 2)}{boxes}", "/index.php"),
    }


def _documents() -> dict[str, Body]:
    def a(title: str, html: str, address: str = "/van-ban/118") -> Body:
        return Body(title, html, _DOCUMENT, address)

    abstract = _ATTRIBUTES[6][1]
    tabs = "<ul><li>Toàn văn</li><li>Thuộc tính</li><li>Lược đồ</li><li>Tải về</li></ul>"
    related = f"<h4>Văn bản liên quan</h4>{_bullets(_titles(6))}"
    pairs = "".join(f"<p><b>{name}:</b> {value}</p>" for name, value in _ATTRIBUTES)
    head = ["Số", "Ngày", "Trích yếu", "Tệp"]
    return {
        "record as a table": a(abstract, _table(_ATTRIBUTES)),
        "record as a definition list": a(abstract, "<dl>" + "".join(f"<dt>{n}</dt><dd>{v}</dd>" for n, v in _ATTRIBUTES) + "</dl>"),
        "record as lines": a("Văn bản", pairs),
        "record with tabs": a(abstract, tabs + _table(_ATTRIBUTES[:6])),
        "record with others": a(abstract, _table(_ATTRIBUTES) + related),
        "record in two columns": a("Chi tiết văn bản", _table([a1 + a2 for a1, a2 in zip(_ATTRIBUTES[::2], _ATTRIBUTES[1::2], strict=True)])),
        "documents": a("Hệ thống văn bản", _table([head, *_DOCUMENT_ROWS]) + _pager(), "/van-ban"),
        "documents with a filter": a("Tra cứu văn bản", _fields("Số hiệu", "Từ ngày", "Đến ngày", button="Tra cứu") + _table([head, *_DOCUMENT_ROWS]), "/van-ban"),
        "draft": a("Lấy ý kiến dự thảo", f"<p><b>Hạn góp ý:</b> 30/04/2024</p><p><a href='/tep/du-thao.docx'>{abstract}.docx</a></p>" + _fields("Họ tên", "Ý kiến"), "/du-thao/7"),
        "budget files": a("Công khai ngân sách", _bullets(f"<a href='/tep/ns{n}.xls'>Biểu số {n} năm 2024</a>" for n in range(60, 70)), "/ngan-sach"),
    }  # fmt: skip


def _forms() -> dict[str, Body]:
    def a(title: str, html: str, address: str) -> Body:
        return Body(title, html, _FORM, address)

    place = (
        "<p>Số 12 phố Cửa Bắc, thị trấn Thạch Khê</p><p>Điện thoại: 0219 3866 001</p><iframe src='/ban-do'></iframe>"
    )
    votes = [["Rất hài lòng", "812", "61%"], ["Hài lòng", "402", "30%"], ["Chưa hài lòng", "119", "9%"]]
    choices = "".join(f"<p><input type='radio' name='y'> {vote[0]}</p>" for vote in votes)
    return {
        "contact": a("Liên lạc", place + _fields("Họ và tên", "Thư điện tử", "Nội dung"), "/lien-lac"),
        "login": a("Đăng nhập", _fields("Tên truy cập", "Mật khẩu", button="Đăng nhập").replace("name='o1'", "type='password'"), "/dang-nhap"),
        "forgotten password": a("Quên mật khẩu", f"<p>Nhập địa chỉ thư điện tử đã đăng ký, chúng tôi sẽ gửi đường dẫn đặt lại mật khẩu.</p>{_fields('Thư điện tử')}", "/quen-mat-khau"),
        "registration": a("Đăng ký thành viên", _fields("Họ tên", "Ngày sinh", "Số điện thoại", "Mật khẩu", button="Đăng ký"), "/dang-ky"),
        "asking": a("Gửi câu hỏi", f"<p>Xin vui lòng gõ tiếng Việt có dấu.</p>{_fields('Họ tên', 'Lĩnh vực', 'Câu hỏi')}", "/hoi-dap/gui"),
        "poll": a("Thăm dò ý kiến", f"<p>Bạn có hài lòng với bộ phận một cửa không?</p><form>{choices}<button>Bỏ phiếu</button></form>", "/tham-do/3"),
        "results of a poll": a("Kết quả thăm dò", "<p>Bạn có hài lòng với bộ phận một cửa không?</p>" + _table(votes) + "<p>Tổng số phiếu: 1.333</p>", "/tham-do/3/ket-qua"),
        "thanks": a("Cảm ơn", "<p>Cảm ơn bạn đã gửi ý kiến. <a href='/'>Về trang đầu</a></p>", "/gui/xong"),
        "code to type": a("Xác nhận", "<p>Nhập các ký tự trong hình để tiếp tục.</p><img src='/ma.png'>" + _fields("Mã"), "/xac-nhan"),
    }  # fmt: skip


def _tables() -> dict[str, Body]:
    def a(title: str, html: str, address: str) -> Body:
        return Body(title, html, _TABLE | {Reason.SITEMAP}, address)

    week = [["Thứ", "Sáng", "Chiều"]]
    week += [[f"Thứ {n}", "8h00: Giao ban Thường trực", "14h00: Tiếp công dân tại trụ sở"] for n in range(2, 7)]
    month = [[str(day) for day in range(start, start + 7)] for start in range(1, 29, 7)]
    prices = [["Mặt hàng", "Mua vào", "Bán ra"]] + [
        [f"Vàng loại {n}", f"7{n}.450.000", f"7{n}.980.000"] for n in range(1, 9)
    ]
    procedures = [["Mã", "Tên thủ tục", "Lĩnh vực", "Mức"]]
    procedures += [
        [f"1.00{n}.HU", f"<a href='/tt/{n}'>Cấp lại thẻ loại {n}</a>", "Tổ chức", "4"] for n in range(1200, 1216)
    ]
    tree = "".join(
        f"<li><a href='/m/{n}'>{name}</a>{_bullets(['<a href=#>Giới thiệu</a>', '<a href=#>Danh mục</a>'])}</li>"
        for n, name in enumerate(_SERVICES)
    )
    cards = "".join(
        f"<div><img src='/cb{row[0]}.jpg'><p><b>{row[1]}</b></p><p>{row[2]}</p><p>ĐT: {row[3]}</p></div>"
        for row in _STAFF
    )
    outages = [["Ngày", "Khu vực", "Từ", "Đến"]] + [
        [f"{n}/06/2024", _WORDS.place(), "07h00", "11h30"] for n in range(3, 15)
    ]
    weather = [["Ngày", "Thấp", "Cao", "Trời"]] + [
        [f"{n}/06", "24°", "33°", "Có mây, chiều có mưa"] for n in range(1, 9)
    ]
    lots = [["Gói", "Tên", "Giá (đồng)", "Trúng thầu"]] + [
        [str(n), f"Sửa trường {_WORDS.place()}", f"{n}12.000.000", "Chưa mở"] for n in range(1, 9)
    ]
    return {
        "staff": a("Cán bộ, công chức", _table([["TT", "Họ tên", "Chức vụ", "Máy", "Thư"], *_STAFF]), "/can-bo"),
        "staff as cards": a("Thường trực", cards, "/thuong-truc"),
        "telephones": a("Danh bạ", _bullets(f"{row[1]}: {row[3]}" for row in _STAFF), "/danh-ba"),
        "communes": a("Các xã, thị trấn", _table([["Xã", "Diện tích", "Dân số"], *_COMMUNES]), "/cac-xa"),
        "prices": a("Giá vàng hôm nay", _table(prices), "/gia-vang"),
        "weather": a("Thời tiết", _table(weather), "/thoi-tiet"),
        "power cuts": a("Lịch cắt điện", _table(outages), "/cat-dien"),
        "week": a("Lịch làm việc tuần 23", _table(week), "/lich?tuan=23"),
        "month": a("Tháng 6/2024", _table([["T2", "T3", "T4", "T5", "T6", "T7", "CN"], *month]) + "<a href='?t=5'>‹</a> <a href='?t=7'>›</a>", "/lich?t=6"),
        "procedures": a("Thủ tục hành chính", _table(procedures) + _pager(), "/thu-tuc"),
        "procedures with a search": a("Thủ tục hành chính", _fields("Tên thủ tục", "Lĩnh vực", button="Tìm") + _table(procedures), "/thu-tuc"),
        "tenders": a("Thông tin đấu thầu", _table(lots), "/dau-thau"),
        "tree": a("Sơ đồ trang", f"<ul>{tree}</ul>", "/so-do"),
        "links": a("Liên kết", _bullets(f"<a href='https://{n}.example/'>Trang thông tin huyện {_WORDS.place()}</a>" for n in range(14)), "/lien-ket"),
    }  # fmt: skip


def _media() -> dict[str, Body]:
    def a(title: str, html: str, address: str) -> Body:
        return Body(title, html, _MEDIA, address)

    video = "<video controls src='/v/77.mp4'></video>"
    return {
        "album": a("Ảnh ngày hội mùa xuân", "".join(f"<div><a href='/l{n}.jpg'><img src='/n{n}.jpg'></a><p>{_WORDS.caption()}</p></div>" for n in range(12)), "/anh/5"),
        "album without captions": a("Ảnh đại hội", "".join(f"<img src='/n{n}.jpg'>" for n in range(20)), "/anh/6"),
        "albums": a("Kho ảnh", "".join(f"<div><a href='/anh/{n}'><img src='/b{n}.jpg'>{_WORDS.caption()}</a> ({n + 9} ảnh)</div>" for n in range(9)), "/anh"),
        "video": a("Truyền hình huyện ngày 12/5", f"{video}<h4>Video khác</h4>{_bullets(_titles(8, dated=True))}", "/video/77"),
        "videos": a("Truyền hình", "".join(f"<div><a href='/video/{n}'><img src='/v{n}.jpg'>{_WORDS.title()}</a> 0{n}:15</div>" for n in range(9)), "/video"),
        "radio": a("Nghe đài", _bullets(f"Bản tin sáng {n}/06/2024 <audio src='/r{n}.mp3'></audio>" for n in range(1, 15)), "/dai"),
        "book to leaf through": a("Bản tin nội bộ số 6", "<iframe src='/sach/6'></iframe><p>Trang 1/24</p>", "/ban-tin/6"),
    }  # fmt: skip


def _nothing() -> dict[str, Body]:
    def a(title: str, html: str, address: str = "/tin/4410") -> Body:
        return Body(title, html, _NOTHING | {Reason.MEDIA_ONLY, Reason.DOCUMENT_ONLY}, address)

    buttons = "<div><a href='#'>In bài</a> <a href='#'>Gửi bạn đọc</a></div><p>12/04/2024 08:15</p>"
    comments = "".join(
        f"<div><b>{_WORDS.name()}</b> <i>12/04/2024</i><p>{_WORDS.comment()}</p></div>" for _ in range(4)
    )
    trace = "<h2>Server Error in '/' Application.</h2><p>Object reference not set to an instance of an object.</p>"
    return {
        "gone": a("Thông báo", "<p>Bài viết này không tồn tại hoặc đã được gỡ khỏi trang.</p>"),
        "not yet": a("Giới thiệu", "<p>Nội dung đang được cập nhật.</p>", "/gioi-thieu"),
        "maintenance": a("Bảo trì", "<p>Hệ thống đang được bảo trì, mời quý vị quay lại sau 17 giờ.</p>", "/"),
        "no right": a("Thông báo", "<p>Bạn không có quyền xem nội dung này. Hãy đăng nhập bằng tài khoản nội bộ.</p>"),
        "empty box": a("Huyện ủy Thạch Khê", ""),
        "headline and buttons": a(_WORDS.title(), buttons),
        "picture alone": a(_WORDS.title(), "<p><img src='/ap-phich.jpg'></p>"),
        "needs a script": a("Huyện ủy Thạch Khê", "<noscript>Trình duyệt cần bật JavaScript để xem trang này.</noscript>"),
        "trace": a("Runtime Error", f"{trace}<pre>at HU.Tin.ChiTiet.Page_Load(Object sender, EventArgs e)</pre>"),
        "warning of PHP": a("Tin tức", "<b>Warning</b>: mysqli_connect(): Connection refused in <b>/www/db.php</b> on line <b>14</b>"),
        "counter in the box": a("Thống kê", "<p>Đang xem: 17</p><p>Hôm nay: 2.318</p><p>Tổng số lượt truy cập: 3.141.592</p>", "/thong-ke"),
        "clock in the box": a("Huyện ủy Thạch Khê", "<p>Thứ sáu, ngày 27/11/2026, 09:41</p><p>Thạch Khê: 23°C, gió nhẹ, độ ẩm 71%</p>", "/"),
        "office in the box": a("Trụ sở", "<p>Huyện ủy Thạch Khê. Địa chỉ: số 12 phố Cửa Bắc. Điện thoại: 0219 3866 001. Giấy phép số 14/GP-TTĐT.</p>", "/tru-so"),
        "comments alone": a("Ý kiến bạn đọc", comments),
    }  # fmt: skip


BODIES: dict[str, Body] = {
    **_lists(),
    **_homes(),
    **_documents(),
    **_forms(),
    **_tables(),
    **_media(),
    **_nothing(),
}
