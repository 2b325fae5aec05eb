"""Pages that are no articles, set into frames of known makes: their content stands in the article's own container."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.articles.records import Page

MENU = "".join(
    f"<li><a href='/{path}'>{name}</a></li>"
    for path, name in (("gioi-thieu", "Giới thiệu"), ("tin-tuc", "Tin tức"), ("van-ban", "Văn bản"), ("gop-y", "Góp ý"))
)
COUNTER = (
    "<div class='dem'><p>Thống kê truy cập</p><p>Đang truy cập: 12</p><p>Hôm nay: 240</p><p>Tháng hiện tại: 9.310</p>"
    "<p>Tổng lượt truy cập: 1.204.551</p></div>"
)
FOOTER = (
    "<p>Cơ quan chủ quản: Huyện ủy Tân Khánh. Chịu trách nhiệm: Trưởng Ban Tuyên giáo Huyện ủy.</p>"
    "<p>Địa chỉ: số 15 đường Trần Phú, thị trấn Tân Khánh. Điện thoại: 0203.555.111. "
    "Email: huyenuy@tankhanh.example</p>"
)
FRAMES = {
    "sharepoint": "<div id='s4-workspace'><div class='detail_artical'><h1 class='News_Detail_Title'>{title}</h1>"
    "<div class='ms-rtestate-field'>{inside}</div></div></div>",
    "liferay": "<div class='portlet-boundary' id='p_p_id_101_'><div class='asset-full-content'>"
    "<h3 class='asset-full-content-title'>{title}</h3><div class='journal-content-article'>{inside}</div></div></div>",
    "nukeviet": "<div class='news_column'><h1 class='title'>{title}</h1><div id='news-bodyhtml' class='bodytext'>"
    "{inside}</div></div>",
    "wordpress": "<link rel='https://api.w.org/' href='/wp-json/'><article class='post'><h1 class='entry-title'>{title}"
    "</h1><div class='entry-content'>{inside}</div></article>",
    "joomla": "<div class='item-page'><div class='page-header'><h2>{title}</h2></div><div itemprop='articleBody'>"
    "{inside}</div></div>",
    "drupal": "<div data-drupal-selector='x' class='node'><h1 class='page-title'>{title}</h1>"
    "<div class='field--name-body'>{inside}</div></div>",
    "dotnetnuke": "<div id='dnn_ContentPane'><div id='dnn_ctr416'><h1 class='NewsTitle'>{title}</h1>"
    "<div class='NewsContent'>{inside}</div></div></div>",
    "aspnet": "<input type='hidden' name='__VIEWSTATE' value='x'><div class='ArticleDetailControl'>"
    "<h1 class='ArticleHeader'>{title}</h1><div class='ArticleContent'>{inside}</div></div>",
}


def _teaser(number: int, tag: str = "h3") -> str:
    what = ("thu ngân sách", "kết nạp đảng viên", "làm đường liên xã", "trồng rừng", "dồn điền đổi thửa")[number % 5]
    return (
        f"<div class='tin'><{tag}><a href='/tin/{number}.html'>Huyện ủy bàn việc {what} trong quý {number}</a></{tag}>"
        f"<p>Sáng ngày {number}/9, Thường trực Huyện ủy họp với các ngành, nghe báo cáo về việc {what} và cho ý kiến "
        "về những việc phải làm xong trước ngày 30.</p></div>"
    )


def _row(number: int) -> str:
    return (
        f"<tr><td>{number}</td><td><a href='/vb/{number}'>{number}-CT/HU</a></td><td>0{number}/10/2022</td>"
        f"<td>Chỉ thị về tăng cường lãnh đạo việc thứ {number} trong tình hình mới ở địa phương</td></tr>"
    )


def _pair(label: str, value: str) -> str:
    return f"<div class='o'><div class='nhan'>{label}</div><div class='tri'>{value}</div></div>"


RECORD = {
    "Số hiệu": "27-NQ/HU",
    "Ngày ký": "14/10/2021",
    "Loại": "Nghị quyết",
    "Nơi ban hành": "Huyện ủy Tân Khánh",
    "Người ký": "Lê Quang Minh",
    "Nội dung tóm tắt": "Về phát triển du lịch cộng đồng gắn với bảo vệ rừng đầu nguồn trong giai đoạn mới",
    "Hiệu lực": "Còn hiệu lực",
}
FIELDS = "".join(
    f"<div><label>{name}</label><input type='text' name='f{at}'></div>"
    for at, name in enumerate(("Họ và tên", "Địa chỉ", "Điện thoại", "Thư điện tử", "Tiêu đề"))
)
CONTENTS = {
    "list": "".join(map(_teaser, range(1, 7)))
    + "<div class='trang'><a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
    "list of two": "".join(map(_teaser, range(1, 3))),
    "list with an introduction": "<p>Chuyên mục đăng tin về hoạt động của Thường trực Huyện ủy và các ban của Đảng.</p>"
    + "".join(map(_teaser, range(1, 7))),
    "list of plain items": "<ul>"
    + "".join(
        f"<li><a href='/tin/{n}.html'>Chi bộ thôn số {n} sinh hoạt chuyên đề quý ba</a> <span>(1{n}/9/2022)</span></li>"
        for n in range(8)
    )
    + "</ul>",
    "list of dated teasers in a table": "<table>"
    + "".join(f"<tr><td><img src='/a{n}.jpg'></td><td>{_teaser(n, 'b')}<i>1{n}/10/2022</i></td></tr>" for n in range(5))
    + "</table>",
    "search results": '<p>Tìm thấy 214 kết quả cho từ khóa "nông thôn mới" trong 0,21 giây.</p>'
    + "".join(map(_teaser, range(1, 6))),
    "documents": "<table><tr><th>STT</th><th>Số</th><th>Ngày</th><th>Trích yếu</th></tr>"
    + "".join(map(_row, range(1, 8)))
    + "</table>",
    "record as table": "<table>"
    + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in RECORD.items())
    + "</table><p><a href='/vb/27.pdf'>Tải về</a></p>",
    "record as boxes": "".join(_pair(label, value) for label, value in RECORD.items()),
    "counter": COUNTER,
    "clock": "<p>Hôm nay: Thứ Sáu, ngày 27/11/2026 10:25:01 SA</p>",
    "address": FOOTER,
    "form": f"<p>Mời bạn điền đầy đủ thông tin vào mẫu dưới đây rồi bấm nút gửi cho chúng tôi.</p><form>{FIELDS}"
    "<textarea name='nd'></textarea><button>Gửi</button></form>",
    "poll": "<p>Theo bạn, trang thông tin nên đăng thêm nội dung nào trong thời gian tới?</p><form>"
    + "".join(
        f"<div><input type='radio' name='p'> {name}</div>" for name in ("Tin các xã", "Văn bản", "Ảnh", "Ý kiến khác")
    )
    + "<button>Bình chọn</button></form>",
    "home": "".join(
        f"<div class='hop'><h2><a href='/muc/{at}'>{name}</a></h2>{_teaser(at)}<ul>"
        + "".join(f"<li><a href='/tin/{at}{n}'>Tin ngắn số {n} về hoạt động của cơ sở</a></li>" for n in range(3))
        + "</ul></div>"
        for at, name in enumerate(("Thời sự", "Xây dựng Đảng", "Dân vận", "Kinh tế"))
    ),
    "album": "".join(
        f"<div><a href='/anh/{n}.jpg'><img src='/anh/{n}_nho.jpg'></a><p>Ảnh {n}</p></div>" for n in range(9)
    ),
    "unfilled": "<p>Nội dung đang được cập nhật.</p>",
    "sitemap": "<ul>"
    + "".join(f"<li><a href='/m{n}'>Chuyên mục {n}</a><ul>{MENU}</ul></li>" for n in range(5))
    + "</ul>",
}
TITLES = {
    "list": "Tin tức - Sự kiện", "list of two": "Dân vận", "list with an introduction": "Hoạt động của Huyện ủy",
    "list of plain items": "Tin chi bộ", "list of dated teasers in a table": "Tin trong huyện",
    "search results": "Kết quả", "documents": "Văn bản của Huyện ủy", "record as table": "Nghị quyết số 27-NQ/HU",
    "record as boxes": "Nghị quyết số 27-NQ/HU về du lịch cộng đồng", "counter": "Trang thông tin Huyện ủy Tân Khánh",
    "clock": "Trang thông tin Huyện ủy Tân Khánh", "address": "Thông tin chung", "form": "Gửi câu hỏi",
    "poll": "Ý kiến bạn đọc", "home": "Trang thông tin Huyện ủy Tân Khánh", "album": "Ảnh lễ hội xuống đồng",
    "unfilled": "Lịch tiếp công dân", "sitemap": "Các mục",
}  # fmt: skip
BESIDE = (
    "<div id='dau'><img src='/b.jpg'><ul>{menu}</ul><span>Thứ Sáu, 27/11/2026</span></div>{main}<div id='ben'>"
    "<h4>Liên kết</h4><ul>{menu}</ul>{counter}</div><div id='chan'>{footer}</div>"
)


def pages() -> Iterator[tuple[str, Page]]:
    """Every content in two frames each, every frame four or five times."""
    makes = list(FRAMES)
    for at, (name, inside) in enumerate(CONTENTS.items()):
        for make in (makes[at % len(makes)], makes[(at + 3) % len(makes)]):
            yield f"{name} on {make}", page(name, inside, FRAMES[make])
        yield f"{name} on no known make", page(name, inside, "<div id='giua'><h1>{title}</h1><div>{inside}</div></div>")


def page(name: str, inside: str, frame: str) -> Page:
    """A page of that content in a frame, with menu, counter and footer about it."""
    title = TITLES[name]
    main = frame.format(title=title, inside=inside)
    body = BESIDE.format(menu=MENU, main=main, counter=COUNTER, footer=FOOTER)
    head = f"<meta charset='utf-8'><title>{title} - Huyện ủy Tân Khánh</title>"
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    return Page(f"https://tankhanh.example/muc/{list(TITLES).index(name)}", text.encode(), "text/html; charset=utf-8")
