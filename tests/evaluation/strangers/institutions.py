"""More middles of pages that are no articles: what offices, services and visitors of a portal have there.

Written after `bodies`, without sight of its half that is held back; with more sentences among tables and forms.
"""

# ruff: noqa: E501 (a page a line is easier to compare)
from __future__ import annotations

from corpus.articles.records import Reason
from tests.evaluation.strangers.bodies import Body
from tests.unseen.generator.words import Words

_WORDS = Words("institutions among strangers")
_LIST = frozenset({Reason.LIST, Reason.SEARCH, Reason.HOME, Reason.TOO_SHORT, Reason.EMPTY})
_FORM = frozenset({Reason.TOO_SHORT, Reason.EMPTY, Reason.LIST, Reason.POLL, Reason.LOGIN})
_RECORD = frozenset({Reason.DOCUMENT_ONLY, Reason.LIST, Reason.TOO_SHORT, Reason.EMPTY})
_MEDIA = frozenset({Reason.MEDIA_ONLY, Reason.LIST, Reason.TOO_SHORT, Reason.EMPTY})
_NOTHING = frozenset(
    {
        Reason.ERROR_PAGE,
        Reason.TOO_SHORT,
        Reason.EMPTY,
        Reason.SUSPENDED,
        Reason.CHALLENGE_PAGE,
        Reason.LIST,
        Reason.LOGIN,
    }
)
_ANY = _LIST | _FORM | _RECORD | _MEDIA | _NOTHING


def _rows(*rows: tuple[str, ...], head: bool = False) -> str:
    """Return a table; with `head` its first row is one of headings."""
    lines = []
    for at, row in enumerate(rows):
        tag = "th" if head and at == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>")
    return f"<table class='table'>{''.join(lines)}</table>"


def _p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _ul(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _form(*names: str, button: str = "Gửi") -> str:
    inputs = "".join(
        f"<div class='row'><label>{name}</label><input type='text' name='f{n}'></div>" for n, name in enumerate(names)
    )
    return f"<form action='/gui-di' method='post'>{inputs}<input type='submit' value='{button}'></form>"


def _choices(question: str, *answers: str, kind: str = "radio") -> str:
    return (
        f"<div><p>{question}</p>"
        + "".join(f"<label><input type='{kind}' name='c'> {answer}</label><br>" for answer in answers)
        + "</div>"
    )


_COMMUNES = [_WORDS.place() for _ in range(30)]
_PEOPLE = [_WORDS.name() for _ in range(30)]


def _offices() -> dict[str, Body]:
    """Return pages about offices: staff, leaders, addresses, duty rosters, communes."""
    places = "".join(
        f"<div><b>{name}</b><br>Địa chỉ: Khu {n}, thị trấn Thạch Khê<br>Điện thoại: 0219.3866.{n:03}<br>Email: {n}@thachkhe.example</div>"
        for n, name in enumerate(
            ("Văn phòng Huyện ủy", "Ban Tổ chức", "Ban Tuyên giáo", "Ủy ban Kiểm tra", "Ban Dân vận"), 101
        )
    )
    duties = "".join(
        f"<div class='card'><img src='/cb{n}.jpg'><h4>{name}</h4><p>Chức vụ: {post}</p><p>Phụ trách công tác {work} của huyện; theo dõi, chỉ đạo xã {_COMMUNES[n]}.</p></div>"
        for n, (name, post, work) in enumerate(
            zip(
                _PEOPLE,
                ("Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư", "Ủy viên", "Ủy viên"),
                ("chung", "xây dựng Đảng", "chính quyền", "kiểm tra", "dân vận"),
                strict=False,
            )
        )
    )
    days = [
        (
            day,
            f"Sáng: 8 giờ 00, Thường trực Huyện ủy họp giao ban tại phòng họp số {n}.",
            f"Chiều: 14 giờ 00, đồng chí {_PEOPLE[n]} làm việc với xã {_COMMUNES[n]}.",
        )
        for n, day in enumerate(
            ("Thứ Hai (22/4)", "Thứ Ba (23/4)", "Thứ Tư (24/4)", "Thứ Năm (25/4)", "Thứ Sáu (26/4)"), 1
        )
    ]
    week = "".join(f"<p><b>{day}</b></p><p>{am}</p><p>{pm}</p>" for day, am, pm in days)
    return {
        "contact with a map": Body("Liên hệ", "<p>Mọi thông tin xin liên hệ:</p>" + places + "<iframe src='https://maps.example/embed'></iframe>", _ANY, "/lien-he"),
        "contact with thanks": Body("Liên hệ với chúng tôi", _p("Cảm ơn quý vị đã quan tâm tới Trang thông tin điện tử huyện Thạch Khê. Mọi ý kiến xin gửi về Ban Biên tập theo mẫu dưới đây.") + _form("Họ và tên", "Thư điện tử", "Điện thoại", "Nội dung"), _ANY, "/lien-he-gop-y"),
        "duties of leaders": Body("Thường trực Huyện ủy", duties, _LIST | _RECORD, "/thuong-truc"),
        "directory of a hall": Body("Danh bạ điện thoại", _rows(("STT", "Họ và tên", "Chức vụ", "Số máy"), *((str(n), name, "Chuyên viên", f"0219.386{n}") for n, name in enumerate(_PEOPLE, 1)), head=True), _LIST | _RECORD, "/danh-ba"),
        "hot lines": Body("Đường dây nóng", _rows(*((f"Phản ánh về {what}", f"0219.111.{n}") for n, what in enumerate(("môi trường", "đất đai", "xây dựng trái phép", "an ninh trật tự", "an toàn thực phẩm"), 22))), _LIST | _RECORD, "/duong-day-nong"),
        "chart of units": Body("Sơ đồ tổ chức bộ máy", "<div><div>HUYỆN ỦY</div><div>" + _ul("Văn phòng", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận", "Ủy ban Kiểm tra", "Trung tâm Chính trị") + "</div></div><img src='/so-do.png'>", _ANY, "/so-do-to-chuc"),
        "week in lines": Body("Lịch công tác tuần 17", week, _LIST | _RECORD, "/lich-cong-tac?tuan=17"),
        "week in a table": Body("Lịch làm việc của Thường trực Huyện ủy tuần 17 năm 2024", _rows(("Ngày", "Buổi sáng", "Buổi chiều"), *days, head=True), _LIST | _RECORD, "/lich-tuan/17"),
        "reception of citizens": Body("Lịch tiếp công dân", _rows(("Ngày", "Người tiếp", "Địa điểm"), *((f"{n}/5/2024", _PEOPLE[n], "Trụ sở tiếp công dân huyện") for n in range(5, 25, 4)), head=True) + _p("Ghi chú: Trường hợp có thay đổi sẽ thông báo sau."), _LIST | _RECORD, "/lich-tiep-dan"),
        "who is on duty": Body("Lịch trực lễ 30/4 và 1/5", _rows(("Ngày trực", "Lãnh đạo", "Cán bộ", "Lái xe"), *((f"{n}/4/2024", _PEOPLE[n], _PEOPLE[n - 20], "Anh Tuấn") for n in range(27, 30)), head=True), _LIST | _RECORD, "/lich-truc"),
        "former leaders": Body("Bí thư Huyện ủy qua các thời kỳ", "".join(f"<div><img src='/bt{n}.jpg'><p>Đồng chí {_PEOPLE[n]}</p><p>Nhiệm kỳ {1990 + 5 * n} – {1995 + 5 * n}</p></div>" for n in range(6)), _ANY, "/cac-the-he"),
        "life of a leader in rows": Body("Thông tin cán bộ", _rows(("Họ và tên", _PEOPLE[3]), ("Ngày sinh", "12/8/1971"), ("Quê quán", f"Xã {_COMMUNES[3]}"), ("Dân tộc", "Tày"), ("Trình độ", "Thạc sĩ"), ("Lý luận chính trị", "Cao cấp"), ("Chức vụ", "Phó Bí thư")), _RECORD, "/can-bo/3"),
        "communes of a district": Body("Các xã, thị trấn", "".join(f"<p><a href='/xa/{n}'>Xã {name}</a>: {n * 7} km², {n * 613} nhân khẩu, {n % 9 + 3} thôn.</p>" for n, name in enumerate(_COMMUNES[:14], 1)), _LIST | _RECORD, "/don-vi-hanh-chinh"),
    }  # fmt: skip


def _services() -> dict[str, Body]:
    """Return the pages of services for citizens: procedures, counts, questions."""
    procedures = [
        (f"1.00{n}.000.00.00.H25", f"<a href='/tthc/{n}'>Thủ tục {what}</a>", "Một phần")
        for n, what in enumerate(
            (
                "đăng ký khai sinh có yếu tố nước ngoài",
                "cấp giấy phép xây dựng nhà ở riêng lẻ",
                "hỗ trợ chi phí mai táng",
                "chứng thực chữ ký",
                "công nhận hộ nghèo phát sinh trong năm",
                "đăng ký hộ kinh doanh",
                "cấp lại thẻ bảo hiểm",
            ),
            412,
        )
    ]
    steps = _rows(
        (
            "Trình tự thực hiện",
            "Bước 1: Người dân nộp hồ sơ tại Bộ phận Một cửa. Bước 2: Cán bộ kiểm tra, viết giấy hẹn. Bước 3: Nhận kết quả.",
        ),
        ("Cách thức thực hiện", "Trực tiếp hoặc qua bưu chính công ích"),
        ("Thành phần hồ sơ", "Tờ khai theo mẫu; bản sao căn cước công dân"),
        ("Thời hạn giải quyết", "05 ngày làm việc"),
        ("Lệ phí", "Không"),
        ("Cơ quan thực hiện", "Ủy ban nhân dân cấp xã"),
    )
    counts = _rows(
        ("Đơn vị", "Tiếp nhận", "Đúng hạn", "Quá hạn", "Tỷ lệ"),
        *((f"Xã {name}", str(n * 31), str(n * 30), str(n), "96,8%") for n, name in enumerate(_COMMUNES[:12], 2)),
        head=True,
    )
    asked = "".join(
        f"<div class='qa'><p><b>Công dân {_PEOPLE[n]} hỏi:</b> {_WORDS.sentence()}</p><p><b>Trả lời:</b> {_WORDS.paragraph(2)}</p></div>"
        for n in range(6)
    )
    quiz = "".join(
        _choices(f"Câu {n}: {_WORDS.sentence()}", "A. 1930", "B. 1945", "C. 1954", "D. 1975") for n in range(1, 6)
    )
    return {
        "procedures": Body("Bộ thủ tục hành chính cấp huyện", _form("Tên thủ tục", "Lĩnh vực", button="Tìm") + _rows(("Mã số", "Tên thủ tục", "Mức độ"), *procedures, head=True), _ANY, "/thu-tuc-hanh-chinh"),
        "one procedure in rows": Body("Chi tiết thủ tục", steps, _RECORD, "/tthc/412"),
        "look up a dossier": Body("Tra cứu hồ sơ", _p("Để biết tình trạng giải quyết, mời ông/bà nhập mã số ghi trên giấy biên nhận rồi bấm nút Tra cứu.") + _form("Mã hồ sơ", "Mã xác nhận", button="Tra cứu"), _ANY, "/tra-cuu-ho-so"),
        "state of dossiers": Body("Tình hình giải quyết hồ sơ tháng 4 năm 2024", counts, _LIST | _RECORD, "/thong-ke-ho-so"),
        "question box": Body("Hỏi đáp chính sách", asked, _ANY, "/hoi-dap"),
        "ask a question": Body("Gửi câu hỏi", _p("Câu hỏi của công dân sẽ được chuyển tới cơ quan có thẩm quyền trả lời trong thời hạn 15 ngày. Vui lòng viết tiếng Việt có dấu, không dùng lời lẽ thiếu văn hóa.") + _form("Họ tên", "Địa chỉ", "Số điện thoại", "Tiêu đề", "Nội dung câu hỏi"), _ANY, "/gui-cau-hoi"),
        "feedback with rules": Body("Phản ánh, kiến nghị", _ul("Nội dung phản ánh phải rõ ràng, có địa chỉ cụ thể của người gửi.", "Không tiếp nhận phản ánh liên quan đến khiếu nại, tố cáo.", "Cơ quan tiếp nhận bảo đảm giữ bí mật thông tin người gửi.") + _form("Họ tên", "Email", "Nội dung", "Tệp đính kèm"), _ANY, "/phan-anh-kien-nghi"),
        "satisfaction": Body("Khảo sát mức độ hài lòng", _p("Xin ông/bà vui lòng cho biết ý kiến về thái độ phục vụ của cán bộ tại Bộ phận Một cửa.") + _choices("1. Thái độ của cán bộ:", "Rất hài lòng", "Hài lòng", "Không hài lòng") + _choices("2. Thời gian giải quyết:", "Nhanh", "Đúng hẹn", "Trễ hẹn"), _ANY, "/khao-sat-hai-long"),
        "poll with results": Body("Thăm dò ý kiến", _p("Bạn đánh giá thế nào về giao diện mới của trang thông tin này?") + _rows(("Rất đẹp", "312 phiếu", "61%"), ("Được", "150 phiếu", "29%"), ("Chưa đẹp", "51 phiếu", "10%")), _ANY, "/binh-chon/ket-qua"),
        "quiz": Body("Thi trực tuyến tìm hiểu lịch sử Đảng bộ huyện", f"<form>{quiz}<button>Nộp bài</button></form>", _ANY, "/thi-truc-tuyen"),
        "sign in with help": Body("Đăng nhập hệ thống", _p("Tài khoản do Văn phòng Huyện ủy cấp. Nếu quên mật khẩu, đề nghị liên hệ quản trị mạng theo số 0219.3866.111 để được cấp lại.") + "<form>Tên đăng nhập <input name='u'> Mật khẩu <input type='password' name='p'><button>Vào</button></form>", _ANY, "/dang-nhap"),
        "register": Body("Đăng ký tài khoản công dân", _p("Các mục có dấu (*) là bắt buộc. Mật khẩu phải có ít nhất tám ký tự, gồm cả chữ và số.") + "<form><label>Họ tên (*)</label><input><label>Căn cước</label><input><label>Thư điện tử</label><input><label>Mật khẩu</label><input type='password'></form>", _ANY, "/dang-ky"),
        "thanks for a letter": Body("Gửi thành công", _p("Cảm ơn ông/bà đã gửi ý kiến. Chúng tôi sẽ trả lời trong thời gian sớm nhất. <a href='/'>Về trang chủ</a>"), _ANY, "/gui-thanh-cong"),
        "newsletter": Body("Đăng ký nhận bản tin", _p("Nhập địa chỉ thư điện tử để nhận tin mới của huyện vào sáng thứ Hai hằng tuần.") + _form("Thư điện tử", button="Đăng ký"), _ANY, "/ban-tin"),
        "visitors write": Body("Sổ lưu bút", "".join(f"<div><b>{_PEOPLE[n]}</b> <i>{n + 3}/0{n % 9 + 1}/2024 08:1{n}</i><p>{_WORDS.comment()}</p></div>" for n in range(8)) + _form("Tên", "Lời nhắn"), _ANY, "/luu-but"),
        "draft for comment": Body("Lấy ý kiến dự thảo văn bản", "".join(f"<div><a href='/du-thao/{n}'>Dự thảo Nghị quyết về {_WORDS.title()}</a><p>Ngày bắt đầu: 0{n}/3/2024 - Ngày kết thúc: 0{n}/5/2024</p><p>Số góp ý: {n}</p></div>" for n in range(1, 7)), _LIST | _RECORD, "/du-thao"),
        "bus times": Body("Giờ xe buýt", _rows(("Tuyến", "Chuyến đầu", "Chuyến cuối", "Giãn cách"), *((f"Thạch Khê – {name}", "5h30", "18h30", f"{n} phút") for n, name in enumerate(_COMMUNES[:9], 20)), head=True), _LIST | _RECORD, "/xe-buyt"),
        "app to load": Body("Ứng dụng Thạch Khê số", _p("Tải ứng dụng để gửi phản ánh, tra cứu hồ sơ và nhận cảnh báo thiên tai ngay trên điện thoại.") + "<a href='#'><img src='/gp.png'></a><a href='#'><img src='/as.png'></a>", _ANY, "/ung-dung"),
    }  # fmt: skip


def _figures() -> dict[str, Body]:
    """Return tables, records and files."""
    budget = _rows(
        ("STT", "Nội dung", "Dự toán", "Quyết toán", "So sánh (%)"),
        *(
            (str(n), what, f"{n}.412.000", f"{n}.398.000", "99,7")
            for n, what in enumerate(
                (
                    "Thu nội địa",
                    "Thu chuyển giao",
                    "Chi đầu tư",
                    "Chi thường xuyên",
                    "Dự phòng",
                    "Chi sự nghiệp giáo dục",
                ),
                1,
            )
        ),
        head=True,
    )
    draft = _rows(
        ("Số ký hiệu", "45/TB-HU"),
        ("Ngày ban hành", "11/4/2024"),
        ("Người ký", _PEOPLE[4]),
        (
            "Trích yếu",
            "Thông báo kết luận của Ban Thường vụ Huyện ủy về công tác xây dựng Đảng quý I, nhiệm vụ trọng tâm quý II năm 2024.",
        ),
        ("File đính kèm", "<a href='/f/45.pdf'>45-TB-HU.pdf</a>"),
    )
    stacked = "".join(
        f"<div class='label'>{name}</div><div class='value'>{value}</div>"
        for name, value in (
            ("Tên gói thầu", "Gói số 3: Thi công kênh mương nội đồng"),
            ("Chủ đầu tư", "Ban Quản lý dự án huyện"),
            ("Hình thức", "Đấu thầu rộng rãi"),
            ("Giá gói thầu", "3.214.000.000 đồng"),
            ("Đóng thầu", "9h00 ngày 20/5/2024"),
            ("Tình trạng", "Đang phát hành hồ sơ"),
        )
    )
    sentences = "".join(
        f"<tr><td>{n}</td><td>{n}/NQ-HU</td><td>{_WORDS.opening()}</td><td><a href='/f/{n}.pdf'>Tải về</a></td></tr>"
        for n in range(11, 22)
    )
    prices = _rows(
        ("Mặt hàng", "Đơn vị", "Giá (đồng)"),
        *(
            (what, "kg", f"{n}.000")
            for n, what in enumerate(
                ("Gạo tẻ", "Thịt lợn mông sấn", "Cam sành", "Chè khô", "Gà ta", "Mận hậu", "Rau cải"), 18
            )
        ),
        head=True,
    )
    return {
        "budget": Body("Công khai ngân sách quý I năm 2024", _p("Đơn vị tính: nghìn đồng") + budget, _LIST | _RECORD, "/cong-khai/2024/1"),
        "budget files": Body("Công khai ngân sách", "".join(f"<p><a href='/cong-khai/q{n}.xlsx'>Biểu số {n}/CK-NSNN ban hành kèm theo Thông tư 343</a> (tải về: {n * 17})</p>" for n in range(93, 105)), _LIST | _RECORD, "/cong-khai-ngan-sach"),
        "record of a notice": Body("Thông báo 45-TB/HU", draft, _RECORD, "/van-ban/45"),
        "record of a tender": Body("Thông tin gói thầu", stacked, _RECORD, "/dau-thau/31"),
        "resolutions in rows": Body("Nghị quyết của Huyện ủy", f"<table><tr><th>TT</th><th>Số</th><th>Trích yếu</th><th>Tệp</th></tr>{sentences}</table>", _LIST | _RECORD, "/nghi-quyet"),
        "scanned decision": Body("Quyết định về việc thành lập Ban Chỉ đạo", "<p>Xem toàn văn tại đây:</p><iframe src='/xem/qd-31.pdf' width='100%' height='900'></iframe>", _ANY, "/van-ban/qd-31"),
        "market prices": Body("Giá cả thị trường ngày 22/4/2024", prices, _LIST | _RECORD, "/gia-ca"),
        "land prices": Body("Bảng giá đất", _rows(("Đoạn đường", "Vị trí 1", "Vị trí 2", "Vị trí 3"), *((f"Từ {_COMMUNES[n]} đến {_COMMUNES[n + 1]}", f"{n}.200", f"{n}.100", f"{n}.050") for n in range(12)), head=True), _LIST | _RECORD, "/bang-gia-dat"),
        "exchange rates": Body("Tỷ giá ngoại tệ", _rows(("Ngoại tệ", "Mua vào", "Bán ra"), ("USD", "25.135", "25.475"), ("EUR", "26.455", "27.907"), ("JPY", "159,4", "168,7"), ("CNY", "3.424", "3.570")) + _p("Nguồn: Ngân hàng Ngoại thương. Cập nhật lúc 9 giờ 15."), _LIST | _RECORD, "/ty-gia"),
        "weather": Body("Dự báo thời tiết", _p("Hôm nay: 24°C – 31°C, nhiều mây, chiều tối có mưa rào và dông vài nơi, gió nhẹ.", "Ngày mai: 23°C – 30°C, có mưa rào rải rác, trong mưa dông đề phòng lốc sét.", "Ngày kia: 22°C – 29°C, mây thay đổi, ngày nắng, đêm không mưa, trời lạnh nhẹ."), _LIST | _RECORD, "/thoi-tiet"),
        "statistics of visits": Body("Thống kê truy cập", _rows(("Tháng", "Lượt truy cập", "Khách"), *((f"{n}/2024", f"{n * 7}.113", f"{n}.204") for n in range(1, 13)), head=True), _LIST | _RECORD, "/thong-ke"),
        "projects that seek money": Body("Danh mục dự án kêu gọi đầu tư", "".join(f"<h4>{n}. Khu du lịch sinh thái {_COMMUNES[n]}</h4><ul><li>Địa điểm: xã {_COMMUNES[n]}</li><li>Diện tích: {n * 12} ha</li><li>Tổng vốn: {n * 40} tỷ đồng</li><li>Hình thức: liên doanh hoặc 100% vốn nhà đầu tư</li></ul>" for n in range(1, 7)), _LIST | _RECORD, "/keu-goi-dau-tu"),
        "a product": Body("Mận hậu Nà Lạc", "<img src='/man.jpg'>" + _rows(("Giá bán", "35.000 đ/kg"), ("Xếp hạng", "OCOP 3 sao"), ("Chủ thể", "Hợp tác xã Nà Lạc"), ("Điện thoại", "0912.000.111"), ("Mùa vụ", "Tháng 5 – 7")) + "<button>Đặt mua</button>", _RECORD | _MEDIA, "/san-pham/man-hau"),
        "vacancies": Body("Việc làm", "".join(f"<div><h3><a href='/viec/{n}'>Tuyển {n} công nhân may lành nghề</a></h3><p>Nơi làm: {_COMMUNES[n]} | Lương: {n} triệu | Hạn nộp: {n}/6/2024</p></div>" for n in range(4, 12)), _LIST | _RECORD, "/viec-lam"),
        "books": Body("Thư viện sách", "".join(f"<div><img src='/bia{n}.jpg'><a href='/sach/{n}'>Lịch sử Đảng bộ xã {_COMMUNES[n]} (1945 – 2015)</a><p>Nhà xuất bản Chính trị, {n * 40} trang</p></div>" for n in range(3, 11)), _LIST | _MEDIA, "/thu-vien-sach"),
    }  # fmt: skip


def _shows() -> dict[str, Body]:
    """Return pictures, films, sound, issues and maps."""
    films = "".join(
        f"<div class='item'><a href='/video/{n}'><img src='/v{n}.jpg'></a><a href='/video/{n}'>{_WORDS.title()}</a><span>0{n}:31</span></div>"
        for n in range(1, 9)
    )
    pictures = "".join(
        f"<figure><img src='/p{n}.jpg'><figcaption>{_WORDS.caption()}</figcaption></figure>" for n in range(12)
    )
    sights = "".join(
        f"<div class='card'><img src='/d{n}.jpg'><h3>{_COMMUNES[n]}</h3><p>{_WORDS.paragraph(2)}</p><a href='/diem-den/{n}'>Xem chi tiết</a></div>"
        for n in range(6)
    )
    programme = _rows(
        *(
            (f"{5 + n}h00", f"Chương trình {what}")
            for n, what in enumerate(
                (
                    "thời sự sáng",
                    "ca nhạc theo yêu cầu",
                    "nông nghiệp và nông thôn",
                    "tiếng Tày",
                    "sức khỏe cộng đồng",
                    "thời sự chiều",
                )
            )
        )
    )
    return {
        "film with a line": Body("Phóng sự: Mùa mận chín trên đất Nà Lạc", f"<video controls src='/v.mp4'></video><p>{_WORDS.sentence()}</p>", _MEDIA, "/video/17"),
        "film among others": Body("Truyền hình Thạch Khê", "<iframe src='https://video.example/embed/31'></iframe><h4>Video khác</h4>" + films, _MEDIA, "/truyen-hinh"),
        "album with captions": Body("Ảnh: Lễ hội xuống đồng", pictures, _MEDIA, "/thu-vien-anh/lehoi"),
        "albums": Body("Thư viện ảnh", "".join(f"<div><a href='/anh/{n}'><img src='/a{n}.jpg'></a><p><a href='/anh/{n}'>{_WORDS.caption()}</a> ({n * 3} ảnh)</p></div>" for n in range(2, 11)), _MEDIA, "/thu-vien-anh"),
        "radio": Body("Phát thanh trực tuyến", "<audio controls src='/live.mp3'></audio>" + programme, _MEDIA | _RECORD, "/phat-thanh"),
        "issue of a paper": Body("Bản tin Thông báo nội bộ số 4 năm 2024", "<img src='/bia.jpg'><p>Trong số này:</p>" + _ul(*(f"{_WORDS.title()} – trang {n * 3}" for n in range(1, 12))) + "<a href='/bantin4.pdf'>Đọc bản PDF</a>", _ANY, "/ban-tin/4"),
        "issues of a paper": Body("Báo in", "".join(f"<div><img src='/so{n}.jpg'><a href='/bao-in/{n}'>Số {n} ra ngày {n % 27 + 1}/4/2024</a></div>" for n in range(2210, 2224)), _MEDIA, "/bao-in"),
        "map": Body("Bản đồ hành chính", "<img src='/ban-do.jpg' usemap='#m'><p>Nhấp chuột vào từng xã để xem thông tin chi tiết của xã đó.</p>", _ANY, "/ban-do"),
        "sights with texts": Body("Điểm đến", sights, _LIST | _MEDIA, "/diem-den"),
        "day in history": Body("Ngày này năm xưa", "".join(f"<p><b>{n}/4/{1930 + n}:</b> {_WORDS.opening()}</p>" for n in range(20, 26)), _ANY, "/ngay-nay-nam-xua"),
        "welcome door": Body("Thạch Khê", "<img src='/cong.jpg'><p><a href='/vi'>Tiếng Việt</a> | <a href='/en'>English</a></p><p>Chào mừng quý khách đến với Cổng thông tin điện tử huyện Thạch Khê, tỉnh Nà Pác.</p>", _ANY, "/"),
        "events of a month": Body("Lịch sự kiện tháng 5 năm 2024", _ul(*(f"{n}/5: {_WORDS.title()}" for n in range(3, 29, 3))), _LIST | _RECORD, "/su-kien/2024-05"),
    }  # fmt: skip


def _machine() -> dict[str, Body]:
    """Return the pages of the machine itself: messages, feeds, a sitemap, searches."""
    feeds = _p(
        "RSS là một chuẩn dùng để chia sẻ tin tức, giúp bạn đọc theo dõi tin mới mà không cần mở trang. Để dùng, hãy chép một trong các địa chỉ dưới đây vào trình đọc tin của bạn."
    )
    channels = _ul(
        *(
            f"{name} <a href='/rss/{n}'>https://thachkhe.example/rss/{n}</a>"
            for n, name in enumerate(("Tin trong huyện", "Xây dựng Đảng", "Văn bản", "Kinh tế", "Đời sống"))
        )
    )
    tree = _ul(
        *(
            f"<a href='/m{n}'>{name}</a>" + _ul(*(f"<a href='/m{n}/{k}'>Mục con {k}</a>" for k in range(4)))
            for n, name in enumerate(("Giới thiệu", "Tin tức", "Văn bản", "Dịch vụ"))
        )
    )
    return {
        "gone, with advice": Body("Không tìm thấy trang", _p("Rất tiếc, trang bạn tìm không còn nữa hoặc đã được chuyển sang địa chỉ khác.", "Bạn có thể quay lại trang chủ, dùng ô tìm kiếm phía trên, hoặc báo cho ban quản trị biết.") + _ul("<a href='/'>Trang chủ</a>", "<a href='/tim'>Tìm kiếm</a>"), _NOTHING, "/tin/khong-co"),
        "gone, told long": Body("Ối! Có gì đó không ổn", _p("Địa chỉ mà bạn vừa nhập không dẫn tới nội dung nào trên hệ thống của chúng tôi. Có thể bài đã bị gỡ, đường dẫn bị gõ sai, hoặc trang đang được nâng cấp. Xin vui lòng thử lại sau ít phút hoặc liên hệ bộ phận kỹ thuật."), _NOTHING, "/tin/9999"),
        "in repair": Body("Bảo trì hệ thống", _p("Hệ thống đang được bảo trì từ 22 giờ ngày 20/4 đến 6 giờ ngày 21/4. Trong thời gian này một số chức năng có thể bị gián đoạn. Mong quý vị thông cảm."), _NOTHING, "/"),
        "under construction": Body("Chuyên mục đang xây dựng", _p("Nội dung của chuyên mục này đang được cập nhật. Mời bạn đọc quay lại sau."), _NOTHING, "/chuyen-muc/12"),
        "session over": Body("Phiên làm việc đã hết hạn", _p("Phiên làm việc của bạn đã kết thúc do không hoạt động trong 20 phút. Vui lòng đăng nhập lại để tiếp tục sử dụng."), _NOTHING, "/phien"),
        "no right": Body("Thông báo", _p("Bạn không được phép xem nội dung này. Hãy liên hệ với người quản trị nếu cho rằng đây là nhầm lẫn."), _NOTHING, "/noi-bo/7"),
        "cookies": Body("Quyền riêng tư", _p("Trang này dùng cookie để ghi nhớ lựa chọn của bạn và thống kê lượt xem. Khi bấm Đồng ý, bạn cho phép chúng tôi lưu cookie trên thiết bị.") + "<button>Đồng ý</button><button>Từ chối</button>", _NOTHING, "/tin/17"),
        "scripts wanted": Body("Thông báo", _p("Trình duyệt của bạn không hỗ trợ JavaScript hoặc chức năng này đang bị tắt. Hãy bật JavaScript rồi tải lại trang để xem nội dung."), _NOTHING, "/tin/18"),
        "old browser": Body("Trình duyệt không được hỗ trợ", _p("Bạn đang dùng phiên bản trình duyệt quá cũ. Hãy cài một trong các trình duyệt sau để trang hiển thị đúng.") + _ul("<a href='#'>Chrome</a>", "<a href='#'>Firefox</a>", "<a href='#'>Edge</a>"), _NOTHING, "/tin/19"),
        "you leave us": Body("Chuyển hướng", _p("Bạn đang rời khỏi trang thông tin của huyện để tới một trang khác. Chúng tôi không chịu trách nhiệm về nội dung ở đó.") + "<a href='#'>Tiếp tục</a>", _NOTHING, "/chuyen?toi=x"),
        "feeds explained": Body("RSS", feeds + channels, _ANY, "/rss"),
        "map of the site": Body("Sơ đồ trang", tree, frozenset({Reason.SITEMAP}) | _LIST, "/so-do"),
        "other offices' sites": Body("Liên kết website", _ul(*(f"<a href='https://{n}.example'>Cổng thông tin điện tử xã {name}</a>" for n, name in enumerate(_COMMUNES[:16]))), _LIST, "/lien-ket"),
        "search with advice": Body("Tìm kiếm", _p("Nhập từ khóa có dấu để được kết quả chính xác hơn; đặt cụm từ trong ngoặc kép nếu muốn tìm đúng nguyên văn.") + _form("Từ khóa", "Từ ngày", "Đến ngày", button="Tìm kiếm"), _ANY, "/tim-kiem"),
        "nothing under a tag": Body("Thẻ: lễ hội", _p("Hiện chưa có bài viết nào được gắn với thẻ này."), _ANY, "/the/le-hoi"),
        "counter alone": Body("Huyện ủy Thạch Khê", "<p>Số người đang trực tuyến: 12</p><p>Tổng số lượt truy cập từ ngày 1/1/2015 đến nay: 4.123.567 lượt</p>", _ANY, "/trang"),
    }  # fmt: skip


PORTAL_PAGES: dict[str, Body] = {**_offices(), **_services(), **_figures(), **_shows(), **_machine()}
