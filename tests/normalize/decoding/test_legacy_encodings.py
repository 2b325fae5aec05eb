"""TCVN3, VNI and Windows-1258 in lines: converted where the words tell, and nothing else ever touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.decoding.legacy_encodings import converted, encoding_of, is_half_converted, modern
from normalize.decoding.legacy_lines import modern_lines
from normalize.decoding.legacy_tables import CONVERT
from normalize.decoding.syllables import is_syllable
from tests.normalize.decoding.old_encodings import TABLES, written

SENTENCES = (
    "Các đại biểu dự hội nghị đánh giá kết quả thực hiện nghị quyết nhiệm kỳ qua.",
    "Chiều ngày 23/6/2022, Ban Thường vụ Tỉnh uỷ Hà Nam làm việc với Huyện uỷ Bình Lục",
    "Đồng chí Bí thư đề nghị các xã tháo gỡ khó khăn, hoàn thành chỉ tiêu về khoai tây và thuỷ lợi",
    "HĐND huyện thông qua kế hoạch số 12-KH/HU, giữ vững quốc phòng, an ninh",
    "Nước rút chậm, bà con chở mía ngập bằng ghe; giếng cạn, đường lầy lội quá",
    "Ngoằn ngoèo khúc khuỷu, nghiêng ngả, huỳnh huỵch, quýnh quáng",
)
FOREIGN = (
    "Les élèves français ont été reçus à l'hôtel de ville, où l'été déjà commençait; ça ira, chère amie.",
    "Für die Größe der schönen Mädchen über Köln gäbe es überall öfter Äpfel und Öl.",
    "Señor Muñoz compró un piñón en España; ¿qué más quería el niño? ¡Nada!",
    "Der Züricher Präsident grüßt Søren Ærø, Åse, Björk Guðmundsdóttir og Þór á Íslandi.",
    "Così è la città più bella: può darsi, perché già lì c'è virtù.",
    "Não há coração que resista à canção; são três irmãos à mão.",
    "© 2022 Acme® – 20 °C ± 5 µm × 3, §12, ½ cup, £5, ¥7, «quoted», naïve café façade",
    "The committee met on Monday to review the résumé of Mr. Müller and Ms. Nuñez.",
)
_VOCABULARY = sorted({word for sentence in SENTENCES for word in sentence.replace(",", "").split()})
_prose = st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=14).map(" ".join)
_everything = settings(max_examples=200, deadline=None, database=None)
names = pytest.mark.parametrize("name", ["tcvn3", "vni", "windows-1258"])


@pytest.mark.parametrize(
    ("line", "name", "meant"),
    [
        ("C¸c ®¹i biÓu dù héi nghÞ", "tcvn3", "Các đại biểu dự hội nghị"),
        ("TØnh uû Hµ Nam", "tcvn3", "Tỉnh uỷ Hà Nam"),
        ("TØNH Uû Hµ NAM", "tcvn3", "TỈNH UỶ HÀ NAM"),
        ("n\u00adíc ta · phÇn 2 © 2010", "tcvn3", "nước ta · phần 2 © 2010"),
        ("H§ND tØnh B¾c Ninh", "tcvn3", "HĐND tỉnh Bắc Ninh"),
        ("Caùc ñaïi bieåu döï hoäi nghò", "vni", "Các đại biểu dự hội nghị"),
        ("KYÕ THUAÄT CHIEÁU SAÙNG - ÑOÄ NHAÏY CAÛM", "vni", "KỸ THUẬT CHIẾU SÁNG - ĐỘ NHẠY CẢM"),
        ("Nghiò quyêìt cuÒa TiÒnh uÒy", "windows-1258", "Nghị quyết của Tỉnh ủy"),
    ],
)
def test_known_lines(line: str, name: str, meant: str) -> None:
    if name == "windows-1258":
        line = written(meant, name)
    assert encoding_of(line) == name
    assert modern(line) == meant


@pytest.mark.parametrize(
    ("name", "letter", "code"), [(name, *pair) for name, table in TABLES.items() for pair in table.items()]
)
def test_every_letter_of_the_printed_tables(name: str, letter: str, code: str) -> None:
    assert CONVERT[name](code) == letter


@names
@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back(name: str, sentence: str) -> None:
    assert modern(written(sentence, name)) == sentence


@names
@_everything
@given(_prose)
def test_any_words_come_back_or_stay(name: str, prose: str) -> None:
    old = written(prose, name)
    assert converted(old, name).lower() == prose.lower()
    # What stays still has its đ mended: it is the one letter that needs no evidence but its own syllable.
    assert modern(old).lower().replace("ð", "đ") in (prose.lower(), old.lower().replace("ð", "đ"))
    assert modern_lines([*(written(one, name) for one in SENTENCES[:2]), SENTENCES[2]])[0][2] == SENTENCES[2]


@_everything
@given(_prose, st.booleans())
def test_vietnamese_in_unicode_is_never_touched(prose: str, decomposed: bool) -> None:
    text = unicodedata.normalize("NFD" if decomposed else "NFC", prose)
    assert modern(text) == text
    assert not is_half_converted(text)


@pytest.mark.parametrize("line", FOREIGN)
def test_other_languages_are_never_touched(line: str) -> None:
    assert modern(line) == line
    old = [written(sentence, "tcvn3") for sentence in SENTENCES]
    assert modern_lines([*old, line, *old])[0][len(old)] == line
    assert not is_half_converted(line)


@_everything
@given(st.text(max_size=60))
def test_any_text_passes(text: str) -> None:
    modern(text)
    is_half_converted(text)


def test_a_short_line_is_told_by_its_company() -> None:
    old = [written(sentence, "tcvn3") for sentence in SENTENCES]
    assert modern("N¬i ®Õn") == "Nơi đến"
    assert modern("Mü") == "Mü"
    assert modern_lines([*old, "Mü"])[0][-1] == "Mỹ"
    assert modern_lines(["Mü", "cã"]) == (["Mü", "cã"], {})


def test_half_a_line_is_left_and_said() -> None:
    half = "Các đại biểu dự héi nghÞ cña TØnh uû"
    assert modern(half) == half
    assert is_half_converted(half)
    assert not is_half_converted("Ông Müller và bà Böhm dự hội nghị ở Tỉnh ủy")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Ðảng bộ và Ðại hội", "Đảng bộ và Đại hội"),
        ("Guðmundsdóttir, Það er Ðorn", "Guðmundsdóttir, Það er Ðorn"),
    ],
)
def test_an_icelandic_eth_that_looks_like_d_with_stroke(line: str, meant: str) -> None:
    assert modern(line) == meant


@pytest.mark.parametrize("word", "nghiêng gìn giếng quyết khuỷu hoà hòa yểng uỷ ủy ngoằn Ở đặc kỹ tuýp".split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "élèves schön café bieåu nghÞ các̀ hàc ceo nga ghap kao TW".split())
def test_no_syllables(word: str) -> None:
    assert is_syllable(word) == (word == "nga")
