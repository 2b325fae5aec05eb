"""A text in the manner of what another extractor leaves of a portal's page, and what must be read from it."""

from __future__ import annotations

TITLE = "Bí thư Huyện ủy Tam Đường làm việc với Đảng ủy xã Bản Giang"
OPENING = (
    "Chiều ngày 12/9/2023, tại xã Bản Giang, đồng chí Lò Văn Sương, Bí thư Huyện ủy làm việc với Ban Chấp hành Đảng bộ"
    " xã về kết quả phát triển kinh tế - xã hội và công tác xây dựng Đảng 8 tháng đầu năm."
)
MIDDLE = (
    "Theo báo cáo của Đảng ủy xã, tính đến hết tháng 8, tất cả 14 chi bộ đã sinh hoạt chuyên đề theo Hướng dẫn số"
    " 12-HD/HU; diện tích chè kinh doanh đạt 318 ha, sản lượng búp tươi vượt kế hoạch 4,5%."
)
END = (
    "Kết luận buổi làm việc, đồng chí Bí thư Huyện ủy đề nghị Đảng ủy xã tập trung tháo gỡ mặt bằng đường liên bản,"
    " quan tâm kết nạp đảng viên là người trẻ và giữ vững nếp sinh hoạt chi bộ"
)
EXTRACTED = f"""Skip Ribbon Commands
Skip to main content
A- A A+ | Tăng tương phản Giảm tương phản

{TITLE}

Tin tức - Sự kiện\N{NO-BREAK SPACE}Tin hoạt động của Huyện ủy\N{NO-BREAK SPACE}\x20
{TITLE}
{OPENING}

DSC_1204.jpg

Quang cảnh buổi làm việc

{MIDDLE}

Ảnh: Đồng chí Lò Văn Sương phát biểu kết luận

{END}./.

Vàng A Chính

Tin khác
- Huyện ủy sơ kết công tác dân vận quý III
- Khai giảng lớp bồi dưỡng kết nạp Đảng năm 2023

Thống kê truy cập
Đang online : 4
Hôm nay : 212
Tất cả : 98.120
"""
WANTED = {
    "kind": "article",
    "reason": None,
    "title": TITLE,
    "lead": None,
    "text": f"{OPENING}\n\n{MIDDLE}\n\n{END}.",
    "published_at": None,
    "published_source": None,
    "event_date": "2023-09-12",
    "author": "Vàng A Chính",
    "source_name": None,
    "section": ["Tin tức - Sự kiện", "Tin hoạt động của Huyện ủy"],
    "images": [
        {"url": None, "file_name": "DSC_1204.jpg", "caption": "Quang cảnh buổi làm việc"},
        {"url": None, "file_name": None, "caption": "Đồng chí Lò Văn Sương phát biểu kết luận"},
    ],
    "attachments": [],
    "language": "vi",
    "platform": None,
    "page_kind": "article",
    "confidence": 0.89,
}
SHARED = {  # of the five texts in TINHUY_SHARED/seeds: title, section, event date, author, source, captions
    "000": (
        "Hội nghị Ban Thường vụ Tỉnh ủy làm việc với Ban Thường vụ Huyện ủy Bình Lục",
        ["Tin tức - Sự kiện", "Tin hoạt động của Lãnh đạo Tỉnh"],
        ("2022-06-23", None, None),
    ),
    "001": (
        "Hội nghị Ban Chấp hành Đảng bộ huyện Bình Gia lần thứ mười năm: Triển khai nhiệm vụ 3 tháng cuối năm 2023",
        [],
        ("2023-10-09", None, None),
    ),
    "002": (
        "Công tác lãnh đạo, chỉ đạo hoàn thành tốt nhiệm vụ năm 2022 của Huyện ủy Lương Tài",
        [],
        (None, None, "Quanlynhanuoc.vn"),
    ),
    "003": (
        "Bí thư Huyện uỷ tổ chức hội nghị giao ban với các đồng chí Bí thư Đảng ủy các xã, thị trấn",
        [],
        ("2024-06-19", "Trần Rem", None),
    ),
    "004": (
        "Hội nghị Ban Thường vụ Tỉnh ủy làm việc với Ban Thường vụ Thị ủy Duy Tiên",
        ["Tin tức - Sự kiện", "Tin hoạt động của Lãnh đạo Tỉnh"],
        ("2022-05-28", None, None),
    ),
}
CHROME = (
    "Skip Ribbon", "Skip to main", "Tăng tương phản", "Thông tin tuyên truyền", "Thông tin tổng hợp",
    "Liên kết website", "Tin khác", "Thống kê truy cập", "Đang online", ".jpg", ".JPG",
)  # fmt: skip
