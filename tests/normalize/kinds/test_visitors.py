"""Pages that speak to their visitor about themselves are no articles; articles that address readers are."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page, Reason, Rejection
from normalize.article import normalise
from normalize.html.blocks import Block
from normalize.kinds.visitors import visitor_talk
from tests.normalize.pages import any_site

DATE = "<p>14/03/2024 09:20</p>"
POLICY = (
    "<p>Chúng tôi chỉ giữ những gì bạn tự điền vào biểu mẫu, và không trao cho ai khác.</p><h3>Cookie</h3>"
    "<p>Trình duyệt của bạn lưu một cookie để lần sau bạn không phải đăng nhập lại; xóa lúc nào cũng được.</p>"
    "<h3>Nhật ký</h3><p>Máy chủ ghi lại địa chỉ và giờ truy cập của mỗi người dùng trong ba mươi ngày rồi tự xóa.</p>"
)
HELP = (
    "<p>Muốn tra cứu, gõ từ khóa vào ô tìm kiếm rồi nhấn phím Enter.</p>"
    "<p>Muốn tải tệp, nhấp chuột vào đường dẫn ở cuối trang này, chọn nơi lưu trên máy.</p>"
    "<p>Muốn gửi thư, điền biểu mẫu, nhập mã xác nhận, sau đó bấm nút Gửi.</p>"
)
FORBIDDEN = "<p>Tài khoản của bạn chưa được mở mục này. Vui lòng liên hệ quản trị viên để được cấp mật khẩu mới.</p>"
LOGIN = (
    "<p>Cán bộ dùng số hiệu công chức và mật khẩu của hộp thư công vụ để vào hệ thống điều hành chung của thị xã.</p>"
    "<form><input name='so'><input type='password' name='mk'><button>Vào</button></form>"
)
GREETING = (
    "<p>Thưa đồng bào, các cụ và các bạn! Nhân dịp xuân mới, tôi xin gửi tới quý vị lời chúc sức khỏe, hạnh phúc.</p>"
    "<p>Chúng tôi mong các bạn trẻ đang làm ăn xa hãy luôn nhớ về bản làng, về những mái nhà sàn bên bờ suối.</p>"
)
LAUNCH = (
    "<p>Sáng 13/3, Thị ủy Vân Mộc khai trương trang thông tin điện tử mới; bạn đọc gửi câu hỏi ngay trên đó."
    "</p><p>Đồng chí Bí thư yêu cầu Ban Biên tập cập nhật tin hằng ngày và trả lời thư của dân trong năm ngày.</p>"
)
CORRECTION = (
    "<p>Trong bài đăng ngày 11/3, chúng tôi đã viết nhầm số hộ thoát nghèo. Thành thật xin lỗi bạn đọc gần xa.</p>"
)
MESSAGES = "".join(
    f"<div><b>{name}</b> <span>1{at}/03/2024 08:1{at}</span><p>{said}</p></div>"
    for at, (name, said) in enumerate(
        (
            ("Lương Diễm", "Bài viết đúng quá, quê tôi cũng đang mong có đường như thế này."),
            ("Páo", "Xem ảnh mà nhớ những ngày cùng cả bản gánh đá làm đường năm xưa."),
            ("Người xa quê", "Đề nghị huyện sớm làm nốt đoạn qua suối để trẻ con đi học đỡ khổ."),
        )
    )
)


def _outcome(title: str, inside: str) -> Article | Rejection:
    html = (
        f"<meta charset='utf-8'><title>{title}</title><body><div class='bai'><h1>{title}</h1>"
        f"<div class='entry-content'>{inside}</div></div></body>"
    )
    return normalise(Page("https://vanmoc.example/trang/9", html.encode(), "text/html; charset=utf-8"), any_site())


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Dữ liệu cá nhân trên trang của thị xã Vân Mộc", POLICY),
        ("Cách dùng trang thông tin điện tử của Thị ủy", HELP),
        ("Bạn chưa có quyền xem mục này của Thị ủy Vân Mộc", FORBIDDEN),
        ("Không mở được mục này", f"{DATE}{FORBIDDEN}"),
    ],
    ids=["a policy", "help", "a message", "a message with a date"],
)
def test_a_page_that_serves_its_visitor_is_no_article(title: str, inside: str) -> None:
    found = _outcome(title, inside)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.TOO_SHORT and "visitor" in found.detail


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Thư chúc mừng năm mới của đồng chí Bí thư Thị ủy Vân Mộc", GREETING),
        ("Thị ủy Vân Mộc khai trương trang thông tin điện tử phiên bản mới", LAUNCH),
        ("Đính chính", f"{DATE}{CORRECTION}"),
    ],
    ids=["a letter to everybody", "news of a portal", "a newspaper's correction"],
)
def test_an_article_that_addresses_readers_is_one(title: str, inside: str) -> None:
    assert isinstance(_outcome(title, inside), Article)


def test_a_password_asked_for_among_few_sentences_makes_a_login() -> None:
    found = _outcome("Hệ thống điều hành chung của thị xã Vân Mộc", LOGIN)
    assert isinstance(found, Rejection) and found.reason is Reason.LOGIN


def test_messages_with_a_day_and_time_each_are_a_list_even_below_a_date() -> None:
    found = _outcome("Bạn đọc nói gì về con đường mới của bản", f"{DATE}{MESSAGES}")
    assert isinstance(found, Rejection) and found.reason is Reason.LIST


def test_results_below_a_dated_sentence_are_part_of_its_news() -> None:
    results = "".join(f"<li>Giải {rank}: đội {rank}</li>" for rank in ("Nhất", "Nhì", "Ba", "Tư"))
    opening = "<p>Chiều 13/3, giải đã khép lại ở sân Cửa Nam.</p>"
    found = _outcome("Kết quả giải kéo co các phường", f"{DATE}{opening}{results}")
    assert isinstance(found, Article) and "đội Nhất" in found.text


@pytest.mark.parametrize("said", ["Hai nước bạn Lào, Campuchia", "Bạn đọc ở xa", "Anh có nhiều bạn bè", "Nhóm bạn cũ"])
def test_a_friend_an_ally_or_a_reader_is_not_addressed(said: str) -> None:
    assert visitor_talk([Block("paragraph", said)]).addressed == 0


def test_address_counts_by_words_and_parts_of_pages_one_by_one() -> None:
    talk = visitor_talk([Block("paragraph", "Bạn hãy nhấn nút này"), Block("paragraph", "Trời hôm nay rất đẹp")])
    assert talk.addressed == 0.5
    assert talk.page_terms == 1
