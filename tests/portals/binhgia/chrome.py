"""What stands around every page of the portal: menus, boxes and the dates and counters in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

Menu = tuple[tuple[str, str], ...]

MENUS: tuple[tuple[str, str, Menu], ...] = (
    ("trang-chu", "Trang chủ", ()),
    (
        "gioi-thieu",
        "Giới thiệu",
        (
            ("lich-su-hinh-thanh", "Lịch sử hình thành"),
            ("dieu-kien-tu-nhien", "Điều kiện tự nhiên"),
            ("ban-do-hanh-chinh", "Bản đồ hành chính"),
            ("ban-chap-hanh-khoa-xxiii", "Ban Chấp hành khóa XXIII"),
            ("ban-thuong-vu", "Ban Thường vụ Huyện ủy"),
            ("thuong-truc-huyen-uy", "Thường trực Huyện ủy"),
            ("so-do-to-chuc", "Sơ đồ tổ chức"),
        ),
    ),
    (
        "co-quan-tham-muu",
        "Cơ quan tham mưu",
        (
            ("ban-to-chuc", "Ban Tổ chức"),
            ("ban-tuyen-giao", "Ban Tuyên giáo"),
            ("uy-ban-kiem-tra", "Ủy ban Kiểm tra"),
            ("ban-dan-van", "Ban Dân vận"),
            ("van-phong", "Văn phòng Huyện ủy"),
            ("trung-tam-chinh-tri", "Trung tâm Chính trị"),
        ),
    ),
    (
        "tin-tuc",
        "Tin tức - Sự kiện",
        (
            ("tin-tuc", "Tin trong huyện"),
            ("tin-trong-tinh", "Tin trong tỉnh"),
            ("tin-trong-nuoc", "Tin trong nước"),
            ("thong-bao", "Thông báo"),
            ("guong-nguoi-tot-viec-tot", "Gương người tốt, việc tốt"),
        ),
    ),
    (
        "xay-dung-dang",
        "Xây dựng Đảng",
        (
            ("xay-dung-dang", "Công tác Đảng"),
            ("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác"),
            ("bao-ve-nen-tang-tu-tuong", "Bảo vệ nền tảng tư tưởng của Đảng"),
            ("lich-su-dang-bo", "Lịch sử Đảng bộ"),
        ),
    ),
    (
        "kinh-te-xa-hoi",
        "Kinh tế - Xã hội",
        (
            ("nong-nghiep", "Nông nghiệp - Nông thôn mới"),
            ("van-hoa-du-lich", "Văn hóa - Du lịch"),
            ("giao-duc", "Giáo dục"),
            ("y-te", "Y tế"),
            ("quoc-phong-an-ninh", "Quốc phòng - An ninh"),
        ),
    ),
    (
        "mat-tran-doan-the",
        "Mặt trận - Đoàn thể",
        (
            ("mttq", "Mặt trận Tổ quốc"),
            ("hoi-nong-dan", "Hội Nông dân"),
            ("hoi-phu-nu", "Hội Liên hiệp Phụ nữ"),
            ("doan-thanh-nien", "Đoàn Thanh niên"),
            ("hoi-cuu-chien-binh", "Hội Cựu chiến binh"),
            ("lien-doan-lao-dong", "Liên đoàn Lao động"),
        ),
    ),
    (
        "van-ban",
        "Văn bản",
        (
            ("van-ban-trung-uong", "Văn bản Trung ương"),
            ("van-ban-tinh-uy", "Văn bản Tỉnh ủy"),
            ("van-ban-huyen-uy", "Văn bản Huyện ủy"),
            ("bieu-mau", "Biểu mẫu"),
        ),
    ),
    ("thu-vien-anh", "Thư viện ảnh", ()),
    ("hoi-dap", "Hỏi đáp", ()),
    ("lien-he", "Liên hệ", ()),
)

STATIC_PAGES = {slug: name for top, title, subs in MENUS for slug, name in ((top, title), *subs)}

COMMUNES = (
    "Bình La", "Hòa Bình", "Hoàng Văn Thụ", "Hoa Thám", "Hồng Phong", "Hồng Thái", "Hưng Đạo", "Minh Khai", "Mông Ân",
    "Quang Trung", "Quý Hòa", "Tân Hòa", "Tân Văn", "Thiện Hòa", "Thiện Long", "Thiện Thuật", "Vĩnh Yên", "Yên Lỗ",
)  # fmt: skip

DOCUMENTS = (
    ("131-KH/HU", "21/06/2024", "Kế hoạch tổ chức đại hội chi bộ trực thuộc nhiệm kỳ 2025-2027"),
    ("412-CV/HU", "14/06/2024", "Về việc tăng cường phòng, chống đuối nước cho trẻ em"),
    ("29-CT/HU", "03/06/2024", "Chỉ thị về lãnh đạo công tác phòng cháy, chữa cháy rừng"),
    ("126-KH/HU", "17/05/2024", "Kế hoạch giám sát chuyên đề năm 2024"),
    ("88-BC/HU", "29/04/2024", "Báo cáo kết quả công tác quý I năm 2024"),
)

LINKS = (
    ("https://langson.gov.vn", "Cổng thông tin điện tử tỉnh"), ("https://tinhuy.langson.gov.vn", "Tỉnh ủy Lạng Sơn"),
    ("https://dangcongsan.vn", "Báo điện tử Đảng Cộng sản"), ("https://nhandan.vn", "Báo Nhân Dân"),
    ("https://tuyengiao.vn", "Tạp chí Tuyên giáo"), ("https://xaydungdang.org.vn", "Tạp chí Xây dựng Đảng"),
    ("https://baolangson.vn", "Báo Lạng Sơn"), ("https://dichvucong.gov.vn", "Cổng Dịch vụ công Quốc gia"),
)  # fmt: skip

POLL = ("Rất hữu ích", "Hữu ích", "Bình thường", "Cần cải tiến giao diện", "Ý kiến khác")

FORECAST = (("Bình Gia", 27, "Có mây, không mưa"), ("Lạng Sơn", 26, "Mưa rào nhẹ"), ("Mẫu Sơn", 19, "Sương mù"))


@dataclass
class Counter:
    """The visit counter: its numbers grow with every page that is shown."""

    shown: int = 0

    def numbers(self) -> dict[str, str]:
        """The counter's lines as shown, for one more visit."""
        self.shown += 1
        return {
            "Đang online": str(3 + self.shown % 5),
            "Hôm nay": _grouped(105 + self.shown),
            "Trong tháng": _grouped(460 + self.shown),
            "Tất cả": _grouped(10029 + self.shown),
        }


def header_clock() -> str:
    """Today's date and time, as the header shows them."""
    now = datetime.now(VIETNAM)
    return f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y %H:%M:%S}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
