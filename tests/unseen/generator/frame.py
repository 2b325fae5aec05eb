"""The words around the articles of a portal: menus, boxes, counters, a clock, a foot. None of them is text."""

from __future__ import annotations

import random
from datetime import datetime

from tests.unseen.generator.dates import written
from tests.unseen.generator.plans import Plan
from tests.unseen.generator.words import Words

SECTIONS = (
    "Chuyện trong bản",
    "Đảng với dân",
    "Đồng ruộng - Nương rẫy",
    "Người cao tuổi",
    "Nhìn ra xung quanh",
    "Trang văn nghệ",
)
_UNITS = ("Huyện ủy {p}", "Thị ủy {p}", "Trang tin Đảng bộ huyện {p}", "Cổng thông tin huyện {p}")
_RELATED = ("Bài cùng chuyên mục", "Có thể bạn quan tâm", "Đọc thêm", "Trong số này còn có", "Các bài đã đăng")
_COUNTERS = (
    ("Khách ghé thăm", ("Đang trực tuyến", "Trong tuần này", "Từ đầu năm", "Cộng dồn")),
    ("Số liệu truy cập", ("Máy chủ đếm được", "Hôm qua có", "Tất cả các ngày")),
    ("", ("Bạn là vị khách thứ", "Số trang đã xem")),
)
_BUTTONS = (
    ("Nghe đọc bài", "Gửi cho bạn bè", "Chép liên kết"),
    ("Phóng to chữ", "Thu nhỏ chữ", "In trang này"),
    ("Thích bài này", "Chia sẻ bài này"),
)
_BOXES = (
    ("Thời tiết hôm nay", ("{p}: có mây, {n} độ", "{p}: mưa rào, {n} độ", "Độ ẩm {n} phần trăm")),
    ("Bạn thấy giao diện mới thế nào?", ("Đẹp và dễ đọc", "Tạm được", "Cần sửa nhiều", "Bỏ phiếu ngay")),
    ("Số máy cần biết", ("Công an trực ban: 02{n} 3888 113", "Cấp cứu: 02{n} 3888 115")),
    ("Giá cả chợ phiên", ("Mận hậu: {n}.000 đồng một cân", "Chè búp tươi: {n}.500 đồng một cân")),
    ("Liên kết trang", ("Báo của tỉnh", "Trang của Quốc hội", "Trang thi đua khen thưởng")),
    ("Ý Đảng lòng dân", ("Nghe dân nói", "Nói dân hiểu", "Làm dân tin")),
)
_FEET = (
    "{u} giữ bản quyền. Chịu trách nhiệm chính: {who}. Trụ sở: số {n} phố Cửa Nam. Máy bàn: 02{n} 3777 0{n}.",
    "Trang tin chính thức của {u}. Giấy phép số {n}/GP-STTTT cấp ngày 11/05/2017. Thư góp ý: gopy@vidu.example",
    "© 2018 {u}. Xin ghi rõ nơi đăng khi dùng lại bài. Thực hiện: tổ công nghệ, điện thoại 02{n} 3999 00{n}.",
)


class Frame:
    """The words that a portal says on every page."""

    def __init__(self, seed: str, plan: Plan) -> None:
        chance, words = random.Random(f"frame of {seed}"), Words(f"frame of {seed}")
        self._seed, self._plan = seed, plan
        self.unit = chance.choice(_UNITS).format(p=words.place())
        self.sections = chance.sample(SECTIONS, 3)
        self.related = chance.choice(_RELATED)
        self.counter = chance.choice(_COUNTERS)
        self.buttons = chance.choice(_BUTTONS) if plan.buttons else ()
        self.boxes = [
            (head, [line.format(p=words.place(), n=chance.randint(12, 39)) for line in lines])
            for head, lines in chance.sample(_BOXES, 3)
        ]
        self.foot = chance.choice(_FEET).format(u=self.unit, who=words.name(), n=chance.randint(10, 39))
        self.weather = f"Bây giờ ở {words.place()}: {chance.randint(17, 34)} độ C, gió nhẹ"

    def clock(self, now: datetime) -> str:
        """The clock in the head of each page, with the weather."""
        return f"{written('weekday', now)} - {self.weather}" if self._plan.clock else self.weather

    def counts(self, page: str) -> list[str]:
        """Lines of the visit counter as a page shows them."""
        chance = random.Random(f"{self._seed} {page}")
        return [f"{label}: {chance.randint(5, 5_000_000):,}".replace(",", ".") for label in self.counter[1]]

    def chrome(self) -> list[str]:
        """Lines that are chrome wherever they stand."""
        lines = [self.related, self.counter[0], *self.counter[1], self.foot[:60], self.weather, *self.buttons]
        lines += [line for head, lines in self.boxes for line in (head, *lines)]
        return [*lines, "Mới đăng", "Từ khóa", "Ý kiến của bạn đọc", "Tải tệp đính kèm", "Bản để in", "Số lượt đọc"]
