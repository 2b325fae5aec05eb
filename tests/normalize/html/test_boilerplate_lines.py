"""Lines of chrome, told by their whole form; the same words inside a sentence stay."""

from __future__ import annotations

import pytest

from normalize.html.boilerplate_lines import (
    is_byline,
    is_chrome,
    is_date_line,
    is_edge_chrome,
    is_related_heading,
    without_end_mark,
)


@pytest.mark.parametrize(
    "line",
    [
        "Skip Ribbon Commands", "Turn on more accessible mode", "A- A A+ | Tăng tương phản Giảm tương phản", "A- A A+",
        "Đang online : 0", "Hôm nay: 105", "Tất cả : 10.029", "Lượt truy cập: 1.234.567", "Số lượt xem: 137",
        "Thống kê truy cập", "Liên kết website", "Thông tin tuyên truyền", "Thứ Hai, 19/06/2023 08:15:22",
        "Trang chủ » Tin tức » Tin hoạt động", "Giấy phép số 35/GP-TTĐT ngày 17/11/2014 do Sở cấp", "* * *", "|",
        "Lượt xem: 349 | 20/06/2018",
    ],
)  # fmt: skip
def test_chrome_wherever_it_stands(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tất cả đại biểu nhất trí thông qua nghị quyết.",
        "Hôm nay, 105 đại biểu dự hội nghị.",
        "Hôm nay chúng ta ôn lại truyền thống.",
        "Trong tháng 6, toàn huyện kết nạp 15 đảng viên.",
        "Tất cả vì học sinh thân yêu",
        "Cơ sở nào được cấp giấy phép số 12 thì báo cáo.",
        "Ngày 19/6/2023, hội nghị khai mạc.",
        "1.234 lượt người tham gia",
        "Trang chủ của huyện được nâng cấp.",
    ],
)
def test_its_words_inside_a_sentence_stay(line: str) -> None:
    assert not is_edge_chrome(line)


@pytest.mark.parametrize("line", ["Chia sẻ", "Xem thêm", "Về trang trước", "Đăng nhập", "In", "Bình luận"])
def test_some_buttons_may_be_headings_inside_a_text(line: str) -> None:
    assert is_edge_chrome(line) and not is_chrome(line)


@pytest.mark.parametrize(
    "line", ["Tin khác", "Các tin khác", "Tin liên quan:", "CÁC TIN MỚI HƠN", "Những tin cũ hơn", "Theo dòng sự kiện",
             "Bài viết liên quan", "Other news", "» Tin cùng chuyên mục «"[:-2]]
)  # fmt: skip
def test_headings_of_other_articles(line: str) -> None:
    assert is_related_heading(line)


@pytest.mark.parametrize(
    "line", ["Những tin khác nhau về thái độ phục vụ", "Tin khác thường", "Các nội dung liên quan", "Tin tức", ""]
)
def test_what_only_sounds_like_one(line: str) -> None:
    assert not is_related_heading(line)


@pytest.mark.parametrize(
    "line", ["23/06/2022 08:12", "Ngày đăng: 20/06/2018", "Thứ Hai, 19/06/2023", "Cập nhật: 15:20 24-10-2024",
             "(19/06/2024)", "20/06/2018 | 4:12 PM | Lượt xem: 349"]
)  # fmt: skip
def test_date_lines(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["Chiều ngày 23/6/2022, tại hội trường", "Hà Nam, ngày 23/6/2022", "12/5 xã đạt chuẩn"]
)
def test_a_date_with_other_words_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("đề ra./.", "đề ra."),
        ("đề ra. /.", "đề ra."),
        ("đề ra/.", "đề ra"),
        ("trật tự.../.", "trật tự..."),
        ("trật tự…/.", "trật tự…"),
        ("đảng viên.../", "đảng viên..."),
        ("đề ra. / .", "đề ra."),
        ("kết quả!/.", "kết quả!"),
        ("đề ra ./.", "đề ra."),
        ("đề ra.", "đề ra."),
        ("đề ra…", "đề ra…"),
        ("và/hoặc", "và/hoặc"),
        ("đồng/kg.", "đồng/kg."),
    ],
)
def test_end_marks_go_and_the_stop_stays(written: str, kept: str) -> None:
    assert without_end_mark(written) == kept


@pytest.mark.parametrize("line", ["Hà Nam, ngày 23/6/2022", "Hội nghị họp 23/06/2022", "Trường Giang (25/11/2005)"])
def test_a_line_with_a_date_and_few_words_is_no_byline_without_a_sign_of_one(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize("line", ["Thu Hà | 14:30 23/06/2022", "Ngày đăng: 23/06/2022 bởi Hà", "23/06/2022 | Thu Hà"])
def test_bylines(line: str) -> None:
    assert is_byline(line)
