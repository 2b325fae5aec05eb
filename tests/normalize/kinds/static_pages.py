"""Pages that portals keep besides news: directories, tables, procedures, answers, galleries, forms, messages."""

# ruff: noqa: E501 (a page a line is easier to compare)
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.articles.records import Page

_MENU = "".join(f"<li><a href='/{path}/'>{name}</a></li>" for path, name in (("hoat-dong", "Hoạt động"), ("xa-phuong", "Xã, phường"), ("tu-lieu", "Tư liệu")))  # fmt: skip
_FOOT = (
    "<p>© Thị ủy Vân Mộc. Trưởng ban biên tập: Đoàn Thị Lý.</p><p>Số 3 đường Hoàng Văn Thụ, phường Bến Gỗ. "
    "Điện thoại: 0218 3777 020. Email: bbt@vanmoc.example</p>"
)
_COUNT = "<div class='luot'><b>Số lượt truy cập</b><br>Trong ngày: 611<br>Tổng số: 2.040.117</div>"


def _columns(title: str, inside: str) -> str:
    main = f"<div class='row'><div class='col-md-8'><h2 class='page-heading'>{title}</h2><div class='box-body'>{inside}</div></div>"
    return f"<div class='navbar'><ul>{_MENU}</ul></div>{main}<div class='col-md-4'>{_COUNT}</div></div><div id='bottom'>{_FOOT}</div>"


def _cells(title: str, inside: str) -> str:
    left = f"<td width='20%'><ul>{_MENU}</ul>{_COUNT}</td>"
    return f"<table width='100%'><tr>{left}<td><span class='td1'>{title}</span><br>{inside}</td></tr><tr><td colspan='2'>{_FOOT}</td></tr></table>"


def _post(title: str, inside: str) -> str:
    main = (
        f"<article class='post'><h1 class='entry-title'>{title}</h1><div class='entry-content'>{inside}</div></article>"
    )
    return f"<header><ul>{_MENU}</ul></header><main>{main}</main><aside>{_COUNT}</aside><footer>{_FOOT}</footer>"


FRAMES: dict[str, Callable[[str, str], str]] = {"columns": _columns, "cells": _cells, "post": _post}


def _rows(*rows: Sequence[str]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def _lines(*lines: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def _inputs(*names: str, button: str = "Gửi đi") -> str:
    return (
        "<form action='/nhan' method='post'>"
        + "".join(f"<div><label>{name}</label><input type='text' name='i{at}'></div>" for at, name in enumerate(names))
        + f"<button>{button}</button></form>"
    )


_NAMES = ("Đoàn Thị Lý", "Mai Văn Khởi", "Tống Phước Hiệp", "Lương Ngọc Diễm", "Vi Văn Chài", "Hà Thị Sen")
_POSTS = (
    "Bí thư Thị ủy",
    "Phó Bí thư Thường trực",
    "Chủ nhiệm Ủy ban Kiểm tra",
    "Trưởng Ban Dân vận",
    "Chánh Văn phòng",
    "Giám đốc Trung tâm",
)
_WARDS = ("Bến Gỗ", "Cửa Suốt", "Đầm Sen", "Hòn Gạo", "Kênh Tẽ", "Mũi Nai")
_TITLES = (
    "Phường Bến Gỗ khánh thành cầu dân sinh qua rạch Cái",
    "Hội Cựu chiến binh thị xã tặng nhà cho hội viên nghèo",
    "Trường Trung học cơ sở Đầm Sen đạt chuẩn mức độ hai",
    "Ngư dân Mũi Nai được mùa cá cơm đầu năm",
    "Thị xã phát động trồng cây nhớ ơn Bác Hồ",
)
_ANSWERS = (
    (
        "Thẻ đảng viên bị mất thì xin cấp lại ở đâu?",
        "Đảng viên làm đơn báo mất thẻ, nộp cho chi bộ nơi đang sinh hoạt để chi bộ báo cáo lên cấp trên.",
    ),
    (
        "Bao lâu thì có kết quả cấp sổ hộ nghèo?",
        "Trong mười ngày làm việc kể từ khi nhận đủ giấy tờ, phường trả kết quả tại bộ phận một cửa.",
    ),
    (
        "Người cao tuổi ở trọ có được hưởng trợ cấp không?",
        "Có, nếu đã đăng ký tạm trú từ sáu tháng trở lên và chưa hưởng trợ cấp ở nơi khác.",
    ),
    (
        "Giờ tiếp công dân của lãnh đạo thị xã là khi nào?",
        "Lãnh đạo thị xã tiếp công dân vào ngày mười và ngày hai mươi hằng tháng, tại trụ sở tiếp dân.",
    ),
)
_STEPS = (
    ("Trình tự thực hiện", "Công dân nộp hồ sơ tại bộ phận một cửa; cán bộ kiểm tra, viết phiếu hẹn và trả kết quả theo phiếu."),
    ("Cách thức thực hiện", "Nộp trực tiếp hoặc qua đường bưu điện."),
    ("Thành phần hồ sơ", "Đơn theo mẫu số 02; bản sao giấy khai sinh; hai ảnh cỡ 3x4."),
    ("Số lượng hồ sơ", "01 bộ"),
    ("Thời hạn giải quyết", "05 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ."),
    ("Cơ quan thực hiện", "Ủy ban nhân dân phường"),
    ("Lệ phí", "Không thu"),
    ("Kết quả", "Giấy xác nhận có giá trị trong sáu tháng, kể từ ngày ký."),
)  # fmt: skip
_RECORD = (
    ("Ký hiệu", "44-HD/TU"), ("Ban hành", "02/04/2023"), ("Đơn vị", "Ban Thường vụ Thị ủy"), ("Người ký", "Mai Văn Khởi"),
    ("Tóm tắt", "Hướng dẫn việc bình xét, xếp loại chất lượng tổ chức đảng và đảng viên hằng năm."),
    ("Đính kèm", "<a href='/f/44-HD-TU.doc'>44-HD-TU.doc</a>"),
)  # fmt: skip

STANDING: dict[str, tuple[str, str]] = {
    "contact": (
        "Liên hệ",
        _lines(
            "<b>VĂN PHÒNG THỊ ỦY VÂN MỘC</b>",
            "Địa chỉ: số 3 đường Hoàng Văn Thụ, phường Bến Gỗ, thị xã Vân Mộc",
            "Điện thoại: 0218 3777 020",
            "Fax: 0218 3777 021",
            "Thư điện tử: bbt@vanmoc.example",
        )
        + "<iframe src='https://maps.example/x'></iframe>",
    ),
    "contact with a form": (
        "Liên hệ",
        "<p>Mọi ý kiến xin gửi về Ban Biên tập theo địa chỉ dưới đây, hoặc điền vào các ô rồi bấm nút.</p><p>Điện thoại: 0218 3777 020</p>"
        + _inputs("Họ tên", "Thư điện tử", "Nội dung"),
    ),
    "feedback": (
        "Góp ý",
        "<p>Để trang ngày càng tốt hơn, Ban Biên tập mong nhận được ý kiến của bạn đọc gần xa.</p><p>Những ô có dấu * là bắt buộc phải điền, thư không dấu sẽ không được trả lời.</p>"
        + _inputs("Tên của bạn *", "Email *", "Chủ đề", "Lời nhắn *"),
    ),
    "registration": (
        "Đăng ký nhận tin",
        "<p>Điền địa chỉ thư, chúng tôi sẽ gửi cho bạn bản tin vào sáng thứ hai hằng tuần.</p>"
        + _inputs("Họ tên", "Thư điện tử", "Đơn vị công tác", button="Đăng ký"),
    ),
    "login": (
        "Vào hệ thống",
        "<p>Bạn cần có tài khoản do Văn phòng Thị ủy cấp thì mới xem được phần này.</p><form><input name='ten'><input type='password' name='mk'><button>Vào</button></form><p><a href='/quen'>Quên mật khẩu?</a></p>",
    ),
    "search form": (
        "Tra cứu",
        "<p>Nhập một hay nhiều từ vào ô rồi bấm nút; để trong ngoặc kép nếu muốn tìm đúng cả cụm.</p>"
        + _inputs("Từ cần tìm", "Từ ngày", "Đến ngày", "Chuyên mục", button="Tìm"),
    ),
    "officials": (
        "Ban Thường vụ",
        _rows(
            ["TT", "Họ tên", "Chức vụ", "Điện thoại"],
            *[
                [str(at), name, post, f"0218 3777 1{at}0"]
                for at, (name, post) in enumerate(zip(_NAMES, _POSTS, strict=True), 1)
            ],
        ),
    ),
    "officials as cards": (
        "Thường trực Thị ủy",
        "".join(
            f"<div class='card'><img src='/cb/{at}.jpg'><h4>{name}</h4><p>{post}</p><p>ĐT: 0218 3777 1{at}0</p></div>"
            for at, (name, post) in enumerate(zip(_NAMES, _POSTS, strict=True))
        ),
    ),
    "officials as lines": (
        "Danh bạ",
        _lines(
            *(
                f"{at}. Đồng chí {name}, {post.lower()}, điện thoại 0218 3777 1{at}0, thư cb{at}@vanmoc.example"
                for at, (name, post) in enumerate(zip(_NAMES, _POSTS, strict=True), 1)
            )
        ),
    ),
    "officials and their work": (
        "Lãnh đạo thị xã qua các thời kỳ",
        "".join(
            f"<div><b>{name}</b><p>Sinh năm 19{50 + at}. {post} các năm 19{80 + at}-19{85 + at}.</p></div>"
            for at, (name, post) in enumerate(zip(_NAMES, _POSTS, strict=True))
        ),
    ),
    "chart": (
        "Sơ đồ tổ chức",
        "<img src='/sodo.png'>"
        + "<ul>"
        + "".join(
            f"<li>{name}<ul><li>Tổ {name} 1</li><li>Tổ {name} 2</li></ul></li>"
            for name in ("Văn phòng", "Ban Tổ chức", "Ban Dân vận")
        )
        + "</ul>",
    ),
    "wards": (
        "Các phường",
        "".join(
            f"<h4>Đảng ủy phường {ward}</h4><p>Địa chỉ: khu phố {at}, phường {ward}</p><p>Điện thoại: 0218 3778 {at}00</p><p>Số đảng viên: {at}12</p>"
            for at, ward in enumerate(_WARDS, 1)
        ),
    ),
    "prices": (
        "Giá cả thị trường",
        "<p>Đơn vị tính: đồng/kg</p>"
        + _rows(
            ["Mặt hàng", "Chợ Bến Gỗ", "Chợ Đầm Sen"],
            *[
                [name, f"{at}2.000", f"{at}3.500"]
                for at, name in enumerate(("Gạo tẻ", "Thịt lợn", "Cá cơm", "Rau muống", "Cà chua"), 1)
            ],
        ),
    ),
    "exchange": (
        "Tỷ giá",
        _rows(
            ["Ngoại tệ", "Mua", "Bán"], ["USD", "25.110", "25.450"], ["EUR", "26.900", "27.800"], ["JPY", "160", "171"]
        )
        + "<p>Cập nhật lúc 08:30 27/11/2026, nguồn: ngân hàng.</p>",
    ),
    "weather": (
        "Thời tiết",
        "".join(
            f"<div><b>Thứ {at}</b><p>{20 + at}°C - {28 + at}°C</p><p>Nhiều mây, có mưa rào vài nơi.</p></div>"
            for at in range(2, 8)
        ),
    ),
    "statistics": (
        "Số liệu",
        _rows(
            ["Phường", "Diện tích (km²)", "Dân số (người)", "Mật độ"],
            *[[ward, f"{at},7", f"{at}.204", f"{at}11"] for at, ward in enumerate(_WARDS, 1)],
        )
        + "<p>Nguồn: Chi cục Thống kê thị xã, số liệu tính đến ngày 31 tháng 12 năm 2023.</p>",
    ),
    "procedure as table": ("Xác nhận hộ nghèo", _rows(*_STEPS)),
    "procedures": (
        "Thủ tục hành chính",
        "<p>Có 214 thủ tục đang áp dụng, xếp theo lĩnh vực; bấm vào tên để xem.</p>"
        + _rows(
            ["Mã", "Tên thủ tục", "Mức"],
            *[[f"1.00{at}", f"<a href='/tt/{at}'>{title}</a>", "4"] for at, title in enumerate(_TITLES)],
        ),
    ),
    "answers": ("Hỏi - Đáp", "".join(f"<p><b>{asked}</b></p><p>{said}</p>" for asked, said in _ANSWERS)),
    "answers in toggles": (
        "Câu hỏi của cử tri",
        "".join(
            f"<div class='q'><a href='#a{at}' data-toggle='collapse'>{asked}</a><div id='a{at}' class='collapse'>{said}</div></div>"
            for at, (asked, said) in enumerate(_ANSWERS)
        ),
    ),
    "answers in details": (
        "Bạn hỏi",
        "".join(f"<details><summary>{asked}</summary><p>{said}</p></details>" for asked, said in _ANSWERS),
    ),
    "answers with askers": (
        "Trả lời công dân",
        "".join(
            f"<div><p>Người gửi: {name} - Ngày gửi: 1{at}/02/2024</p><p>{asked}</p><p>Trả lời: {said}</p></div>"
            for at, (name, (asked, said)) in enumerate(zip(_NAMES, _ANSWERS, strict=False))
        ),
    ),
    "questions alone": (
        "Hộp thư bạn đọc",
        "".join(
            f"<div><a href='/hoi/{at}'>{asked}</a> <i>{name}, 1{at}/02/2024</i></div>"
            for at, (name, (asked, _)) in enumerate(zip(_NAMES, _ANSWERS, strict=False))
        ),
    ),
    "photos": (
        "Ảnh đẹp Vân Mộc",
        "".join(
            f"<figure><img src='/a/{at}.jpg'><figcaption>Cảnh {ward} lúc hoàng hôn</figcaption></figure>"
            for at, ward in enumerate(_WARDS)
        ),
    ),
    "photos that are told": (
        "Thư viện ảnh",
        "".join(
            f"<div><img src='/a/{at}.jpg'><p>Các đại biểu cắt băng khánh thành công trình ở phường {ward}, sáng ngày 1{at}/3.</p></div>"
            for at, ward in enumerate(_WARDS)
        ),
    ),
    "album that introduces": (
        "Lễ hội cầu ngư ở Mũi Nai qua ống kính bạn đọc",
        "<p>Hằng năm cứ đến rằm tháng hai, bà con Mũi Nai lại mở hội cầu ngư, mong một năm trời yên biển lặng.</p>"
        + "".join(
            f"<div class='anh'><img src='/a/{at}.jpg'></div><div class='chuthich'>Ảnh {at}: {ward}</div>"
            for at, ward in enumerate(_WARDS)
        ),
    ),
    "video that is told": (
        "Vân Mộc bốn mươi năm xây dựng và phát triển",
        "<iframe src='https://v.example/embed/7'></iframe><p>Phim do Đài Truyền thanh thị xã thực hiện nhân kỷ niệm bốn mươi năm ngày thành lập thị xã.</p>",
    ),
    "broadcast": (
        "Chương trình phát thanh sáng thứ năm hằng tuần",
        "<audio controls src='/p.mp3'></audio><p>Mời quý vị và các bạn cùng nghe chương trình phát thanh của thị xã.</p>",
    ),
    "opinions": (
        "Ý kiến đóng góp của cử tri phường Bến Gỗ",
        "".join(
            f"<div class='yk'><b>{name}</b> <i>1{at}:20 0{at}/04/2024</i><p>Đề nghị thị xã sớm sửa đoạn đường trước chợ, mưa xuống là ngập, đi lại rất khổ.</p></div>"
            for at, name in enumerate(_NAMES, 1)
        ),
    ),
    "week as lines": (
        "Lịch công tác của Thường trực từ ngày 18/3 đến ngày 22/3",
        "".join(
            f"<p><b>Thứ {at}, ngày {16 + at}/3</b></p><p>Sáng: Đồng chí {name} dự họp giao ban ở phường {ward}.</p><p>Chiều: Đồng chí {name} làm việc tại cơ quan.</p>"
            for at, (name, ward) in enumerate(zip(_NAMES, _WARDS, strict=True), 2)
        ),
    ),
    "words": (
        "Từ ngữ thường gặp",
        "<dl>" + "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in _STEPS) + "</dl>",
    ),
    "page of an office": (
        "Phòng Tổng hợp",
        "<p>Trưởng phòng: Mai Văn Khởi</p><p>Phó trưởng phòng: Hà Thị Sen</p><p>Nhiệm vụ: tham mưu, giúp việc cho Thường trực Thị ủy.</p><p>Điện thoại: 0218 3777 031</p>",
    ),
    "headings of services": (
        "Dịch vụ công trực tuyến",
        "".join(
            f"<div class='dv'><h5>{name}</h5><p>Mức độ 4, giải quyết trong {at} ngày làm việc.</p><a href='/dv/{at}'>Nộp hồ sơ</a></div>"
            for at, name in enumerate(("Khai sinh", "Kết hôn", "Chứng thực", "Hộ kinh doanh"), 2)
        ),
    ),
    "errors of a program": (
        "Lỗi",
        "<p>Không mở được cơ sở dữ liệu vì máy chủ đang quá tải, xin bạn đọc thử lại sau ít phút.</p><pre>at Tin.ChiTiet.Tai(Int32 ma) in D:\\web\\Tin.cs:line 88</pre>",
    ),
    "confirmed": (
        "Cảm ơn bạn",
        "<p>Thư của bạn đã được gửi đi, Ban Biên tập sẽ trả lời qua thư điện tử trong vòng ba ngày làm việc.</p><p><a href='/'>Về trang đầu</a></p>",
    ),
    "video": ("Phim tài liệu về Vân Mộc", "<video src='/v.mp4'></video><p>Thời lượng: 12:30 | Lượt xem: 811</p>"),
    "videos": (
        "Truyền hình",
        "".join(
            f"<div><a href='/v/{at}'><img src='/v{at}.jpg'></a><h4><a href='/v/{at}'>{title}</a></h4><span>0{at}:12</span></div>"
            for at, title in enumerate(_TITLES)
        ),
    ),
    "poll": (
        "Ý kiến của bạn",
        "<p>Bạn đánh giá thế nào về thái độ phục vụ của bộ phận một cửa ở phường mình?</p><form>"
        + "".join(
            f"<label><input type='radio' name='b'>{said}</label><br>"
            for said in ("Rất tốt", "Tốt", "Bình thường", "Chưa tốt")
        )
        + "<input type='submit' value='Gửi'></form>",
    ),
    "poll counted": (
        "Kết quả bình chọn",
        "<p>Bạn đánh giá thế nào về thái độ phục vụ của bộ phận một cửa ở phường mình?</p>"
        + _rows(["Rất tốt", "412 phiếu", "61%"], ["Tốt", "180 phiếu", "27%"], ["Chưa tốt", "82 phiếu", "12%"])
        + "<p>Tổng số phiếu: 674</p>",
    ),
    "sitemap": (
        "Toàn bộ chuyên mục",
        "<ul>"
        + "".join(
            f"<li><a href='/m{at}'>{name}</a><ul><li><a href='/m{at}/1'>Tin {name.lower()}</a></li><li><a href='/m{at}/2'>Văn bản {name.lower()}</a></li></ul></li>"
            for at, name in enumerate(("Tổ chức", "Kiểm tra", "Dân vận", "Tuyên giáo"))
        )
        + "</ul>",
    ),
    "feeds": (
        "RSS",
        "<p>RSS là một chuẩn tệp tin dùng để đưa tin ngắn từ trang này sang trang khác.</p><p>Bạn chép đường dẫn dưới đây vào chương trình đọc tin, mỗi khi có bài mới chương trình sẽ báo.</p><ul>"
        + "".join(
            f"<li><a href='/{at}.rss'>{name}</a></li>"
            for at, name in enumerate(("Hoạt động", "Xã, phường", "Tư liệu", "Đoàn thể"))
        )
        + "</ul>",
    ),
    "week": (
        "Lịch làm việc tuần 12",
        "<p>Từ ngày 18/3 đến ngày 24/3/2024</p>"
        + _rows(
            ["Ngày", "Sáng", "Chiều"],
            *[
                [
                    f"Thứ {at}",
                    f"8h: Đồng chí {name} dự họp giao ban ở {ward}.",
                    f"14h: Đồng chí {name} làm việc với phường {ward}.",
                ]
                for at, (name, ward) in enumerate(zip(_NAMES, _WARDS, strict=True), 2)
            ],
        ),
    ),
    "bulletin": (
        "Bản tin sinh hoạt chi bộ số 3",
        "<p>Trong số này:</p><ul>"
        + "".join(f"<li>{title} (trang {at * 4})</li>" for at, title in enumerate(_TITLES, 1))
        + "</ul><p><a href='/bt/3.pdf'>Tải bản tin (PDF, 2,1 MB)</a></p>",
    ),
    "bulletins": (
        "Bản tin nội bộ",
        "".join(
            f"<div><img src='/b{at}.jpg'><p>Số {at}/2024</p><a href='/b{at}.pdf'>Tải về</a> <a href='/b{at}'>Đọc</a></div>"
            for at in range(1, 7)
        ),
    ),
    "record": ("Hướng dẫn 44-HD/TU", _rows(*_RECORD)),
    "record as lines": ("Chi tiết văn bản", _lines(*(f"{name}: {said}" for name, said in _RECORD))),
    "record as list": (
        "Văn bản của Thị ủy",
        "<dl>" + "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in _RECORD) + "</dl>",
    ),
    "record as boxes": (
        "Hướng dẫn về xếp loại",
        "".join(
            f"<div class='r'><div class='c1'>{name}</div><div class='c2'>{said}</div></div>" for name, said in _RECORD
        ),
    ),
    "gone": (
        "Thông báo",
        "<p>Tin bạn tìm đã bị xóa hoặc chuyển sang mục khác. Mời bạn quay về trang đầu.</p><p><a href='/'>Về trang đầu</a></p>",
    ),
    "moved": (
        "Trang đã chuyển",
        "<p>Từ ngày 1/7/2025 trang này dừng cập nhật. Mời bạn đọc sang địa chỉ mới tại <a href='https://moi.example'>moi.example</a>, trình duyệt sẽ tự chuyển sau năm giây.</p>",
    ),
    "maintenance": (
        "Đang nâng cấp",
        "<p>Chúng tôi đang nâng cấp máy chủ để phục vụ tốt hơn. Trang sẽ mở lại vào sáng mai, rất mong bạn đọc thông cảm.</p>",
    ),
    "old browser": (
        "Trình duyệt cũ",
        "<p>Trình duyệt bạn dùng đã quá cũ nên không hiện được trang này. Hãy cài bản mới của một trong các trình duyệt sau.</p><ul><li><a href='https://f.example'>Firefox</a></li><li><a href='https://c.example'>Chrome</a></li></ul>",
    ),
    "tag": (
        "#cauduong",
        "".join(
            f"<article><h3><a href='/tin/{at}.html'>{title}</a></h3><p>{title}, góp phần đưa bộ mặt thị xã thêm khang trang.</p></article>"
            for at, title in enumerate(_TITLES)
        ),
    ),
    "author": (
        "Lương Ngọc Diễm",
        "<img src='/tg/7.jpg'><p>Phóng viên, viết về biển đảo và người lao động ở Vân Mộc từ năm 2009.</p>"
        + "".join(
            f"<div><a href='/tin/{at}.html'>{title}</a> <span>1{at}/01/2024</span></div>"
            for at, title in enumerate(_TITLES)
        ),
    ),
    "search results": (
        "Kết quả cho “cầu”",
        "<p>Có 5 kết quả, hiện từ 1 đến 5, xếp theo ngày đăng.</p><ol>"
        + "".join(
            f"<li><a href='/tin/{at}.html'>{title}</a><p>... {title.lower()} sau mười tháng thi công ...</p></li>"
            for at, title in enumerate(_TITLES)
        )
        + "</ol>",
    ),
    "section that introduces": (
        "Biển đảo",
        "<p>Chuyên mục giới thiệu cuộc sống, con người và cảnh sắc các đảo thuộc thị xã Vân Mộc.</p><div>"
        + "".join(f"<div class='it'><a href='/tin/{at}.html'>{title}</a></div>" for at, title in enumerate(_TITLES))
        + "</div>",
    ),
    "links": (
        "Liên kết",
        "<p>Danh sách các trang của tỉnh và trung ương mà bạn đọc hay cần đến.</p>"
        + _lines(
            *(f"<a href='https://t{at}.example'>Trang thông tin điện tử {ward}</a>" for at, ward in enumerate(_WARDS))
        ),
    ),
    "licence": ("Điều khoản sử dụng", "<p>Ghi rõ nguồn “Thị ủy Vân Mộc” khi phát hành lại thông tin từ trang này.</p>"),
    "cart of documents": (
        "Văn bản mới",
        "".join(
            f"<div class='vb'><b>{at}4-CV/TU</b> <span>0{at}/03/2024</span><p>Về việc triển khai công tác phòng chống thiên tai ở phường {ward}.</p><a href='/f/{at}.pdf'>Tải</a></div>"
            for at, ward in enumerate(_WARDS, 1)
        ),
    ),
    "bids": (
        "Mời thầu",
        "".join(
            f"<div><b>Gói thầu số {at}: sửa đường {ward}</b><p>Chủ đầu tư: UBND phường {ward}. Giá: {at}.200 triệu đồng. Đóng thầu: 9 giờ ngày 1{at}/4/2024.</p></div>"
            for at, ward in enumerate(_WARDS, 1)
        ),
    ),
}
"""By name: title and what stands in the middle."""


def pages(name: str) -> Iterator[tuple[str, Page]]:
    """One of them in every frame."""
    title, inside = STANDING[name]
    for frame, made in FRAMES.items():
        body = made(title, inside)
        html = f"<!doctype html><meta charset='utf-8'><title>{title} - Thị ủy Vân Mộc</title><body>{body}</body>"
        address = f"https://vanmoc.example/trang/{list(STANDING).index(name)}"
        yield frame, Page(address, html.encode(), "text/html; charset=utf-8")
