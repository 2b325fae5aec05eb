"""Vietnamese sentences about a district's life, made of slots: none comes twice from one seed."""

from __future__ import annotations

import random
from collections.abc import Callable

_FIRST = "Nà Pác Khau Tân Vĩnh Hòa Phú Long Yên Đức Hưng Kim Thạch Diễn Quỳnh Lộc Sơn Trà Bảo Cẩm".split()
_SECOND = "Lạc Thịnh Khê Trung Phong Đồng Giang Hội Mỹ Lâm Thượng Điền Nghĩa Cường Vân Tường Thủy Sà Bình Hải".split()
_FAMILY = "Nông Lò Hà Tạ Quách Triệu Đoàn Lương Chu Bế Vi Hoàng Nguyễn Lê Đàm La Thái Tống Kiều Mạc".split()
_MIDDLE = "Thị Văn Hồng Đình Trọng Mạnh Bích Thế Việt Duy Khắc Hoài Tuyết Quang".split()
_GIVEN = "Lụa Bền Thơm Chiến Nhàn Tình Sáng Luyến Đông Hợp Duyên Kiên Mến Nhung Oanh Tiến Thoa Vượng Xuyến".split()
_BODIES = (
    "Đảng ủy xã {p}|Chi bộ tổ dân phố {p}|Huyện ủy {p}|Hợp tác xã chè {p}|Trường Tiểu học {p}|Đồn Biên phòng {p}|"
    "Trạm Y tế xã {p}|Ban Công tác Mặt trận bản {p}|Hội Phụ nữ xã {p}|Đoàn xã {p}|Ban Quản lý chợ {p}|"
    "Tổ hợp tác nuôi ong {p}|Hội Người cao tuổi phường {p}|Hạt Kiểm lâm {p}|Đội văn nghệ thôn {p}"
).split("|")
_DEEDS = (
    "mở {n} lớp học chữ buổi tối|sửa {n} cây cầu tre thành cầu bê tông|góp {n} ngày công làm nhà văn hóa|"
    "tặng {n} con bò giống cho các hộ khó khăn|khơi lại {m} mét mương dẫn nước|trồng {m} gốc quế trên đồi trọc|"
    "lắp {n} bóng đèn dọc lối vào bản|khám mắt cho {m} cụ già|dựng {n} gian hàng nông sản|dạy nghề thêu cho {n} chị em|"
    "hiến {m} mét vuông đất mở đường|thu {m} tấn mận hậu|phát {m} cuốn sổ tay tuyên truyền|gom {n} xe rác ven suối|"
    "tập huấn cách ủ phân cho {n} nhà vườn|đọc thơ và hát then suốt {n} tối liền"
).split("|")
_WAYS = (
    "mà không phải xin thêm kinh phí|nhờ bà con cùng chung tay|sớm hơn dự định {n} ngày|trước khi mùa mưa tới|"
    "dù đường lên bản còn lầy lội|theo đúng lời hứa với cử tri|"
    "để lại ấn tượng đẹp trong lòng khách xa|"
    "và dành dụm được {n} triệu đồng cho quỹ chung|ngay từ những tuần đầu của quý|"
    "với tinh thần việc hôm nay chớ để ngày mai"
).split("|")
_CARES = (
    "việc học của con trẻ|giá chè búp tươi|nước sạch cho cụm dân cư|lớp đảng viên trẻ kế cận|"
    "sinh hoạt chi bộ theo chuyên đề|"
    "đường ra khu sản xuất|giữ nếp nhà sàn|phòng cháy rừng thông|chợ phiên vùng cao|tiếng nói của người già trong bản"
).split("|")
_PATTERNS = (
    "Mấy năm gần đây, {b} đã {d}, {w}.|Bà {who} kể rằng nhà bà từng {d}, rồi cả xóm làm theo {w}.|"
    "Khi bàn về {c}, nhiều người mong {b} sẽ {d} trong vụ tới.|Nếu không có {b} thì khó lòng {d}, anh {who} tâm sự.|"
    "Con số mà {b} đưa ra là {m} hộ, tăng {n} hộ so với lần rà soát trước, {w}.|"
    "“Tôi chỉ lo {c} thôi, còn lại đã có {b}”, ông {who} nói và cười hiền.|"
    "Từ chỗ ngại ngần, nay {b} tự đứng ra {d} và {d2}.|Nghị quyết của chi bộ ghi rõ: trong năm phải {d}, {w}.|"
    "Đi dọc con suối, chúng tôi gặp {n} người của {b} đang {d}.|Cũng dịp này, {b} {d}; {b2} thì {d2} {w}.|"
    "Theo chị {who}, cái khó nhất là {c}, bởi cả vùng mới chỉ {d}.|Hỏi về {c}, cán bộ {b} cho hay đã {d} {w}."
).split("|")
_OPENINGS = (
    "Sáng {day}/{month}, {b} họp mặt để bàn về {c}, có đại diện {b2} cùng dự.|"
    "Ngày {day} tháng {month}, {b} phối hợp với {b2} {d}.|Trong hai ngày {day} và {after}/{month}, {b} {d} {w}.|"
    "Vừa qua, {b} đã đến thăm {b2} và cùng nhau {d}."
).split("|")
_TITLES = (
    "{b} {d}|Chuyện {c} ở {p}|{b} lo {c}|Người {d} ở {p}|Về {p} nghe kể {c}|{b} và {b2} chung tay {d}|"
    "Mùa mới trên đất {p}|"
    "Giữ {c}: cách làm của {b}|Gặp lại {who} bên dòng {p}"
).split("|")
_CAPTIONS = (
    "Người dân {p} trong ngày hội làng|{b} trao quà cho gia đình ông {who}|Một góc {p} nhìn từ trên cao|"
    "Chị {who} bên vườn mận sắp thu hoạch|Lớp học buổi tối của {b}|Cây cầu mới bắc qua suối {p}"
).split("|")
_COMMENTS = (
    "Bài hay quá, quê tôi ở {p} cũng mong có được như thế.|Cho tôi hỏi số điện thoại của anh {who} với ạ.|"
    "Đọc xong thấy nhớ {p}, mong nhà báo viết thêm nhiều nữa nhé.|Theo tôi nên bàn kỹ hơn về {c}, đừng làm cho có."
).split("|")
_ENGLISH = (
    "Last week the people of {e} opened {n} new classrooms, and {m} children came with their parents to see them.|"
    "According to the committee, the road to {e} will be widened by {n} metres before the rainy season begins.|"
    "Mr {who} said that his family had planted {m} cinnamon trees on the hill behind the house since {y}.|"
    "The delegation visited {n} households in {e} and listened to what they had to say about clean water.|"
    "There were {m} visitors at the market of {e}, which was more than anyone had expected in such weather."
).split("|")


class Words:
    """A source of text. The same seed gives the same sentences in the same order."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(f"words of {seed}")
        self._given: set[str] = set()

    def sentence(self) -> str:
        return self._new(_PATTERNS)

    def opening(self) -> str:
        return self._new(_OPENINGS)

    def title(self) -> str:
        return self._new(_TITLES, lambda text: text[0].upper() + text[1:])

    def caption(self) -> str:
        return self._new(_CAPTIONS)

    def comment(self) -> str:
        return self._new(_COMMENTS)

    def english(self) -> str:
        return self._new(_ENGLISH)

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def name(self) -> str:
        pick = self._chance.choice
        return f"{pick(_FAMILY)} {pick(_MIDDLE)} {pick(_GIVEN)}"

    def place(self) -> str:
        return f"{self._chance.choice(_FIRST)} {self._chance.choice(_SECOND)}"

    def _new(self, patterns: list[str], finish: Callable[[str], str] = str) -> str:
        while (text := finish(self._fill(self._chance.choice(patterns)))) in self._given:
            pass
        self._given.add(text)
        return text

    def _fill(self, pattern: str) -> str:
        chance, pick = self._chance, self._chance.choice
        slots: dict[str, object] = {"n": chance.randint(3, 48), "m": chance.randint(52, 980), "c": pick(_CARES)}
        day = chance.randint(1, 27)
        slots |= {"day": day, "after": day + 1, "month": chance.randint(1, 12), "y": chance.randint(2004, 2019)}
        slots |= {"p": self.place(), "e": self.place(), "who": self.name(), "w": self._phrase(_WAYS)}
        slots |= {"d": self._phrase(_DEEDS), "d2": self._phrase(_DEEDS)}
        slots |= {"b": self._phrase(_BODIES), "b2": self._phrase(_BODIES)}
        return pattern.format(**slots)

    def _phrase(self, phrases: list[str]) -> str:
        chance = self._chance
        return chance.choice(phrases).format(n=chance.randint(3, 48), m=chance.randint(52, 980), p=self.place())
