"""The words of made articles: syllables of Vietnamese, words of one and two of them, names, numbers; all seeded.

Frequencies follow Zipf and Mandelbrot's law, as they do in Vietnamese: a word of rank r is 1 / (r + 2.7) as frequent as
the first. The 200 most frequent words are real ones of Party and government news, the others are made of valid
syllables. Most Vietnamese words have two syllables, each of which stands in many other words; here, too.
"""

from __future__ import annotations

import random
import unicodedata
from itertools import accumulate

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x".split()
_BEFORE_FRONT, _ELSEWHERE = ("k", "gh", "ngh"), ("c", "g", "ng")  # before e, ê, i and y; before all else
_RIMES = (
    "a ac ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en eo et ê êm ên ênh êt êu"
    " i ia iêm iên iêng iêt iêu im in inh ip it iu o oai oan oang oc oi om on ong op ot ô ôc ôi ôm ôn ông ôt ơ ơi ơm ơn"
    " ơt u ua uc ui um un ung uôc uôi uôn uông ut uy uyên uyêt ư ưa ưc ưng ươc ươi ươm ươn ương ươt ưu"
).split()
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STOPPED = ("\u0301", "\u0323")  # before c, p and t only these tones are possible

_FREQUENT = (
    "và|của|các|trong|là|có|cho|được|với|đã|tại|về|đến|những|một|người|năm|ngày|này|trên|từ|theo|để|không|ra"
    "|cùng|sau|hội nghị|đồng chí|cán bộ|đảng viên|chi bộ|nhân dân|thực hiện|công tác|xây dựng|phát triển"
    "|kinh tế|xã hội|tổ chức|lãnh đạo|chỉ đạo|nhiệm vụ|nghị quyết|ban thường vụ|tỉnh ủy|huyện ủy|bí thư"
    "|phó bí thư|chủ tịch|ủy ban|hội đồng|đại hội|đại biểu|quốc hội|chính trị|chính quyền|địa phương|cơ sở"
    "|cơ quan|đơn vị|doanh nghiệp|sản xuất|nông thôn|nông nghiệp|công nghiệp|dịch vụ|du lịch|giáo dục|y tế"
    "|văn hóa|thể thao|quốc phòng|an ninh|trật tự|an toàn|giao thông|kiểm tra|giám sát|kỷ luật|tuyên truyền"
    "|vận động|dân vận|mặt trận|đoàn thể|thanh niên|phụ nữ|nông dân|cựu chiến binh|công đoàn|công an|quân sự"
    "|bộ đội|biên phòng|hoạt động|chương trình|kế hoạch|kết quả|chất lượng|hiệu quả|nâng cao|tăng cường"
    "|đẩy mạnh|tiếp tục|tập trung|quan tâm|chủ động|tích cực|đóng góp|ý kiến|thảo luận|tham dự|phát biểu"
    "|khai mạc|bế mạc|tổng kết|sơ kết|triển khai|quán triệt|học tập|tư tưởng|đạo đức|phong cách|Hồ Chí Minh"
    "|Việt Nam|đất nước|nhà nước|pháp luật|quy định|quy hoạch|đầu tư|dự án|công trình|ngân sách|tài chính"
    "|thu chi|giải pháp|mục tiêu|chỉ tiêu|tỷ lệ|so với|cùng kỳ|tháng|quý|tỉnh|huyện|xã|thôn|tổ dân phố|khu vực"
    "|trung tâm|trung ương|bộ chính trị|ban bí thư|tổng bí thư|thủ tướng|chính phủ|bộ trưởng|chủ trương"
    "|đường lối|đổi mới|hội nhập|quốc tế|hợp tác|hữu nghị|biển đảo|chủ quyền|chuyển đổi số|công nghệ|thông tin"
    "|cải cách|hành chính|thủ tục|phòng chống|tham nhũng|lãng phí|tiêu cực|dịch bệnh|thiên tai|bão lũ"
    "|môi trường|rừng|đất đai|khoáng sản|nước sạch|hộ nghèo|giảm nghèo|việc làm|lao động|an sinh|bảo hiểm"
    "|gia đình|trẻ em|người cao tuổi|liệt sĩ|thương binh|bà mẹ|anh hùng|truyền thống|cách mạng"
).split("|")
_FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Hà Lương Vi Đinh Mai Tô Trịnh Cao".split()
)
_MIDDLE = "Văn Thị Hữu Đức Minh Quang Ngọc Thanh Xuân Hồng Công Đình Quốc Mạnh Kim Thu Anh Trọng Duy Bá".split()
_ISSUERS = "TU HU UBND HĐND CP TW BTC BNV QĐ-TTg BCH UBKT BTGTU".split()
_KINDS = "NQ CT KH QĐ TB BC HD CV TTr KL".split()


class Vocabulary:
    """Words to draw from, the same for the same seed."""

    def __init__(self, seed: int = 16) -> None:
        self._random = random.Random(seed)
        self._syllables = self._made_syllables()
        self.words = self._made_words(24_000)
        self.weights = zipf(len(self.words))
        self.people = [self._person() for _ in range(20_000)]
        self.people_weights = zipf(len(self.people))
        self.communes = sorted({" ".join(self._syllable().capitalize() for _ in range(2)) for _ in range(9_000)})

    def number(self, rng: random.Random, year: int) -> str:
        """Return a document's number, such as 27-NQ/TU or 112/QĐ-UBND."""
        of, kind, issuer = rng.randrange(1, 400), rng.choice(_KINDS), rng.choice(_ISSUERS)
        party = issuer in ("TU", "HU", "TW", "BTGTU")
        return (
            f"{of}-{kind}/{issuer}"
            if party
            else f"{of}/{kind}-{issuer}"
            if rng.random() < 0.7
            else f"{of}/{year}/{kind}-{issuer}"
        )

    def _made_syllables(self) -> list[str]:
        made = {
            onset + tone_on(rime, tone)
            for onset in _ONSETS
            for rime in _RIMES
            if (rime[0] in "eêiy") == (onset in _BEFORE_FRONT) or onset not in (*_BEFORE_FRONT, *_ELSEWHERE)
            if onset != "qu" or rime[0] not in "uưoôơ"
            for tone in (_STOPPED if rime[-1] in "cpt" or rime.endswith("ch") else _TONES)
        }
        shuffled = sorted(made)
        self._random.shuffle(shuffled)
        self._syllable_weights = zipf(3_000, shift=60)
        return shuffled[:3_000]

    def _syllable(self) -> str:
        return self._random.choices(self._syllables, cum_weights=self._syllable_weights)[0]

    def _made_words(self, number: int) -> list[str]:
        known = dict.fromkeys(_FREQUENT)
        real = sorted({syllable for word in _FREQUENT for syllable in word.lower().split()})
        while len(known) < number:
            first, second = (
                self._random.choice(real) if self._random.random() < 0.5 else self._syllable() for _ in range(2)
            )
            alone = len(known) > 1_000 and self._random.random() < 0.08
            known[first if alone else f"{first} {second}"] = None
        return list(known)

    def _person(self) -> str:
        given = self._syllable().capitalize()
        return f"{self._random.choice(_FAMILY)} {self._random.choice(_MIDDLE)} {given}"


def zipf(number: int, shift: float = 2.7) -> list[float]:
    """Return cumulated weights of so many ranks by Zipf and Mandelbrot's law: a greater shift flattens the first."""
    return list(accumulate(1 / (rank + shift) for rank in range(1, number + 1)))


def tone_on(rime: str, tone: str) -> str:
    """Put a tone on a rime's vowel: on the marked one, else on the first of an open rime, else on the last."""
    vowels = [at for at, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
    marked = [at for at in vowels if rime[at] in "ăâêôơư"]
    at = marked[-1] if marked else vowels[-1] if vowels[-1] < len(rime) - 1 else vowels[max(0, len(vowels) - 2)]
    return unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])
