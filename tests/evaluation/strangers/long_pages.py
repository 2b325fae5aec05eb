"""Middles of long pages that are no articles: directories, talks, help, terms, lists with long summaries.

Written after `bodies` and `institutions`, in two batches; the second half of the names was written last and is the one
to look at seldom.
"""

# ruff: noqa: E501 (a page a line is easier to compare)
from __future__ import annotations

from corpus.articles.records import Reason
from tests.evaluation.strangers.bodies import Body
from tests.unseen.generator.words import Words

_WORDS = Words("long pages among strangers")
S, P, T, N, L = _WORDS.sentence, _WORDS.paragraph, _WORDS.title, _WORDS.name, _WORDS.place
_REASONS = frozenset(
    {
        Reason.LIST,
        Reason.SEARCH,
        Reason.HOME,
        Reason.TOO_SHORT,
        Reason.EMPTY,
        Reason.POLL,
        Reason.LOGIN,
        Reason.DOCUMENT_ONLY,
        Reason.MEDIA_ONLY,
        Reason.ERROR_PAGE,
    }
)


def rows(*lines: tuple[str, ...], head: bool = True) -> str:
    """Return a table whose first row is one of headings, unless `head` says otherwise."""
    made = []
    for at, line in enumerate(lines):
        tag = "th" if head and at == 0 else "td"
        made.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in line) + "</tr>")
    return f"<table class='table'>{''.join(made)}</table>"


def _directories() -> dict[str, tuple[str, str, str]]:
    """Return directories, questions and answers, long lists, help and terms."""
    return {
        'long faq': ('Câu hỏi thường gặp',''.join(f'<div class="faq-item"><div class="faq-q">{i}. {q}</div><div class="faq-a"><p>{P(2)}</p></div></div>' for i,q in enumerate(['Hồ sơ cấp đổi sổ đỏ gồm những gì?','Bao lâu thì có kết quả?','Có được nộp thay người khác không?','Lệ phí là bao nhiêu?','Nộp trực tuyến có được giảm phí?'],1)),'/tro-giup/faq'),
        'qa detail list dl': ('Giải đáp chính sách','<dl>'+''.join(f'<dt>{N()} ({L()}) hỏi: {S()}</dt><dd>{P(3)}</dd>' for _ in range(4))+'</dl>','/giai-dap'),
        'list long summaries br': ('Nghiên cứu - Trao đổi',''.join(f'<p><a href="/nc/{i}"><b>{T()}</b></a><br>{P(2)} <a href="/nc/{i}">[...]</a></p>' for i in range(6)),'/nghien-cuu'),
        'list long no class': ('Gương người tốt',''.join(f'<a href="/g/{i}">{T()}</a><p>{P(2)}</p><hr>' for i in range(5))+'<p>1 2 3 Tiếp</p>','/guong-nguoi-tot'),
        'cards read more': ('Điển hình tiên tiến',''.join(f'<div class="col-6"><div class="thumb"><img src="/c{i}.jpg"></div><div class="tt">{T()}</div><div class="ds">{P(2)}</div><a class="more" href="/c/{i}">Đọc tiếp</a></div>' for i in range(4)),'/dien-hinh'),
        'two cards read more': ('Chuyên đề',''.join(f'<div class="cd"><h3><a href="/cd/{i}">{T()}</a></h3><p>{P(2)}</p><p><a href="/cd/{i}">Xem thêm</a></p></div>' for i in range(2)),'/chuyen-de'),
        'communes directory prose': ('Các xã, thị trấn',''.join(f'<h3>Xã {L()}</h3><p>{P(2)}</p><p>Bí thư: {N()}. Điện thoại: 0219.3866.{200+i}</p>' for i in range(5)),'/cac-xa'),
        'procedure long table': ('Thủ tục cấp giấy phép xây dựng',rows(('Tên thủ tục','Cấp giấy phép xây dựng nhà ở riêng lẻ'),('Lĩnh vực','Xây dựng'),('Trình tự thực hiện',P(3)),('Cách thức thực hiện',S()),('Thành phần hồ sơ',P(3)),('Thời hạn giải quyết','15 ngày làm việc'),('Đối tượng','Cá nhân, tổ chức'),('Lệ phí','75.000 đồng'),('Căn cứ pháp lý',P(2)),head=False),'/tthc/31'),
        'procedure long lines': ('Cấp bản sao trích lục hộ tịch',''.join(f'<p><b>{k}</b></p><p>{v}</p>' for k,v in [('Trình tự thực hiện:',P(2)),('Cách thức thực hiện:',S()),('Thành phần, số lượng hồ sơ:',P(2)),('Thời hạn giải quyết:','Trong ngày làm việc.'),('Đối tượng thực hiện:','Cá nhân, tổ chức.'),('Cơ quan thực hiện:','Ủy ban nhân dân cấp xã.'),('Phí, lệ phí:','8.000 đồng/bản sao.'),('Căn cứ pháp lý:',S())]),'/tthc/44'),
        'privacy long': ('Chính sách quyền riêng tư','<p>Chính sách này giải thích cách chúng tôi thu thập, sử dụng và bảo vệ thông tin của bạn khi bạn truy cập cổng.</p>'+''.join(f'<h3>{h}</h3><p>{t}</p>' for h,t in [('Thông tin chúng tôi thu thập','Khi bạn gửi câu hỏi hoặc đăng ký nhận tin, chúng tôi ghi lại họ tên, thư điện tử và nội dung bạn nhập. Máy chủ tự động lưu địa chỉ IP, thời điểm và trang bạn đã xem.'),('Chúng tôi dùng thông tin vào việc gì','Để trả lời bạn, để đo lượng truy cập và để phát hiện hành vi tấn công. Chúng tôi không bán thông tin của bạn.'),('Cookie','Cookie giúp trang nhớ cỡ chữ và ngôn ngữ bạn chọn. Bạn có thể tắt cookie trong trình duyệt, khi đó một số chức năng không hoạt động.'),('Quyền của bạn','Bạn có quyền yêu cầu xem, sửa hoặc xóa dữ liệu của mình bằng cách viết thư cho chúng tôi.')]),'/quyen-rieng-tu'),
        'terms impersonal long': ('Quy chế hoạt động của trang','<p>Điều 1. Trang thông tin điện tử là kênh thông tin chính thức trên mạng, cung cấp tin tức và văn bản cho cán bộ, đảng viên và nhân dân.</p><p>Điều 2. Người sử dụng được đọc, sao chép nội dung cho mục đích cá nhân, phải dẫn nguồn khi đăng lại trên website khác.</p><p>Điều 3. Nghiêm cấm dùng phần mềm tự động tải nội dung gây quá tải máy chủ, hoặc can thiệp trái phép vào tài khoản của người dùng khác.</p><p>Điều 4. Ban Biên tập có quyền từ chối ý kiến gửi qua biểu mẫu nếu nội dung không phù hợp.</p><p>Điều 5. Trang không chịu trách nhiệm đối với các đường dẫn tới website bên ngoài.</p>','/quy-che-trang'),
        'home mixed': ('Trang đầu',f'<div class="hot"><h2><a href="/tin/1">{T()}</a></h2><p>{P(2)}</p></div><div class="blk"><h3>Xây dựng Đảng</h3>'+''.join(f'<p><a href="/tin/{i}">{T()}</a></p>' for i in range(2,6))+f'</div><div class="blk"><h3>Thông báo</h3><p>{S()}</p></div><div class="blk"><h3>Kinh tế</h3>'+''.join(f'<p><a href="/tin/{i}">{T()}</a></p>' for i in range(7,11))+'</div>','/trang-dau'),
        'leaders bios long': ('Thường trực HĐND',''.join(f'<div class="ld"><img src="/l{i}.jpg"><div class="i"><p><b>{N()}</b></p><p>{c}</p><p>{P(2)}</p></div></div>' for i,c in enumerate(['Chủ tịch HĐND','Phó Chủ tịch HĐND','Trưởng Ban Pháp chế'])),'/hdnd/thuong-truc'),
        'questions of voters answered': ('Kiến nghị cử tri đã trả lời',rows(('TT','Kiến nghị','Trả lời'),*[(str(i),P(2),P(2)) for i in range(1,6)]),'/kien-nghi'),
        'guestbook long': ('Sổ lưu niệm',''.join(f'<div class="gb"><div class="n">{N()} - {L()}</div><div class="t">{P(2)}</div></div>' for _ in range(5)),'/so-luu-niem'),
        'products descr': ('Sản phẩm tiêu biểu',''.join(f'<div class="p"><h4>{L()}</h4><p>{P(2)}</p><p>Giá: {i}0.000 đ</p><p>Liên hệ: 0912.000.{100+i}</p></div>' for i in range(1,5)),'/san-pham'),
        'calendar week prose long': ('Lịch công tác tuần',''.join(f'<p><b>Thứ {d}</b></p><p>- Sáng: {S()}</p><p>- Chiều: {S()}</p>' for d in ('Hai','Ba','Tư','Năm','Sáu')),'/lich-tuan'),
        'laws digest': ('Văn bản mới có hiệu lực',''.join(f'<p><a href="/vb/{i}">Nghị định {i}/2026/NĐ-CP</a>: {P(1)}</p>' for i in range(101,108)),'/van-ban-moi'),
        'search long teasers': ('Kết quả','<p>Tìm thấy 47 kết quả với từ khóa “đại hội”.</p>'+''.join(f'<div class="r"><h4><a href="/tin/{i}">{T()}</a></h4><div>{P(2)}</div><small>/tin/{i}</small></div>' for i in range(5)),'/tim?key=dai-hoi'),
        'glossary': ('Thuật ngữ',''.join(f'<p><b>{k}</b>: {S()}</p>' for k in ('Cấp ủy','Chi bộ','Đảng bộ','Đại hội','Nghị quyết','Chỉ thị')),'/thuat-ngu'),
        'volumes': ('Tạp chí số 11/2026','<img src="/bia.jpg"><h4>Mục lục</h4>'+''.join(f'<p><b>{N()}</b>: {T()} <i>(tr. {i*7})</i></p>' for i in range(1,11)),'/tap-chi/11-2026'),
        'abstract list': ('Tóm tắt các bài',''.join(f'<h4>{T()}</h4><p><i>{N()}</i></p><p>Tóm tắt: {P(2)}</p><p>Từ khóa: đảng viên; chi bộ; nông thôn</p>' for i in range(4)),'/tap-chi/tom-tat'),
        'one long help': ('Hướng dẫn nộp hồ sơ trực tuyến','<p>Bước 1: Truy cập cổng dịch vụ công, nhấn nút Đăng nhập ở góc phải, chọn tài khoản định danh điện tử.</p><p>Bước 2: Gõ tên thủ tục vào ô tìm kiếm, chọn cơ quan thực hiện rồi nhấn Nộp trực tuyến.</p><p>Bước 3: Điền biểu mẫu, tải lên tệp đính kèm định dạng PDF không quá 10 MB.</p><p>Bước 4: Thanh toán phí, lưu mã hồ sơ để tra cứu. Kết quả gửi về thư điện tử đã khai báo.</p>','/huong-dan-nop'),
        'villages prose': ('Thôn, bản văn hóa',''.join(f'<p><b>Bản {L()}</b>: {P(2)}</p>' for _ in range(6)),'/ban-van-hoa'),
        'album long captions': ('Ảnh: Một ngày ở chợ phiên',''.join(f'<div class="a"><img src="/a{i}.jpg"><p>{S()}</p></div>' for i in range(9)),'/anh/cho-phien'),
    }  # fmt: skip


def _services() -> dict[str, tuple[str, str, str]]:
    """Return services, shows, talks and messages."""
    return {
        'ward reps table': ('Đại biểu HĐND huyện',rows(('TT','Họ và tên','Đơn vị bầu cử','Tổ'),*[(str(i),N(),L(),str(i%4+1)) for i in range(1,15)]),'/dai-bieu'),
        'contact map long': ('Thông tin liên hệ','<p>Ủy ban nhân dân huyện luôn sẵn sàng lắng nghe ý kiến của tổ chức và công dân. Quý vị có thể đến trực tiếp Bộ phận một cửa vào giờ hành chính các ngày trong tuần, gọi điện thoại, hoặc viết thư theo địa chỉ dưới đây.</p><p>Sáng: 7h30 - 11h30. Chiều: 13h30 - 17h00.</p><p>Địa chỉ: số 3 phố Cửa Nam</p><p>Điện thoại: 0219 3866 002</p>','/thong-tin-lien-he'),
        'rss2': ('RSS','<p>Chọn kênh bạn muốn theo dõi:</p>'+rows(*[(k,f'<a href="/rss/{i}.rss">https://thachkhe.example/rss/{i}.rss</a>') for i,k in enumerate(['Tin mới','Xây dựng Đảng','Văn hóa'])],head=False),'/rss.html'),
        'category with featured': ('Tin trong huyện',f'<div class="featured"><a href="/f"><img src="/f.jpg"></a><h2><a href="/tin/f.html">{T()}</a></h2><p class="sapo">{S()}</p></div><ul class="list">'+''.join(f'<li><a href="/tin/{i}.html"><img src="/{i}.jpg"></a><div><a href="/tin/{i}.html">{T()}</a><span>{i+3}/11/2026</span><p>{S()}</p></div></li>' for i in range(8))+'</ul>','/tin-trong-huyen'),
        'three titles only': ('Thông báo',''.join(f'<p>» <a href="/tb/{i}">{T()}</a> (0{i}/11/2026)</p>' for i in range(1,4)),'/thong-bao'),
        'doc detail pdf viewer': ('Công văn 1201-CV/HU',"<p><b>Số/ký hiệu:</b> 1201-CV/HU</p><p><b>Ngày ban hành:</b> 11/11/2026</p><p><b>Trích yếu:</b> V/v tổ chức Đại hội chi bộ nhiệm kỳ 2027 - 2029 và chuẩn bị nhân sự cấp ủy theo hướng dẫn của Ban Thường vụ Tỉnh ủy</p><iframe src='/viewer?file=1201.pdf'></iframe><p>Lượt tải: 41</p>",'/vb/1201'),
        'decision annex table': ('Danh mục thủ tục hành chính',rows(('TT','Mã thủ tục','Tên thủ tục','Mức độ','Thời hạn'),*[(str(i),f'1.00{i}211',S(),'Toàn trình',f'{i+2} ngày') for i in range(1,9)]),'/danh-muc-tthc'),
        'poll results long': ('Kết quả khảo sát','<p>Khảo sát mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính. Số phiếu: 1.204.</p>'+''.join(f'<p>{q}</p><div class="bar" style="width:{w}%"></div><p>Hài lòng {w}% - Chưa hài lòng {100-w}%</p>' for q,w in [('1. Thái độ của công chức',91),('2. Thời gian giải quyết',84),('3. Cơ sở vật chất nơi tiếp',78)]),'/khao-sat/kq'),
        'login sso': ('Đăng nhập một lần','<p>Bạn đang được chuyển tới trang xác thực tập trung của tỉnh. Nếu đã có tài khoản công vụ, hãy dùng tài khoản đó.</p><a class="btn" href="/sso">Tiếp tục</a>','/sso/login'),
        'forum thread': ('Diễn đàn: Góp ý xây dựng nông thôn mới',''.join(f'<table class="post"><tr><td>{N()}<br>Bài viết: {i*7}<br>Tham gia: 0{i}/2025</td><td>#{i} - 1{i}/10/2026, 0{i}:15 PM<br>{P(2)}</td></tr></table>' for i in range(1,5)),'/dien-dan/t31'),
        'chat faq': ('Trợ lý ảo','<p>Xin chào! Tôi là trợ lý ảo của huyện Thạch Khê. Tôi có thể giúp gì cho bạn?</p><ul><li>Tra cứu hồ sơ</li><li>Hỏi về thủ tục</li><li>Phản ánh hiện trường</li></ul><input placeholder="Nhập câu hỏi...">','/chatbot'),
        'weather wx table': ('Dự báo 7 ngày',rows(('Ngày','Nhiệt độ','Thời tiết','Gió'),*[(f'{27+i}/11' if i<4 else f'0{i-3}/12',f'{14+i} - {20+i}°C','Nhiều mây, có mưa nhỏ','Đông bắc cấp 3') for i in range(7)]),'/du-bao'),
        'district intro with links in prose': ('Tổng quan','<p>Trang này giới thiệu khái quát về huyện. Bạn đọc chọn các mục bên dưới để xem chi tiết.</p><ul><li><a href="/tq/1">Vị trí</a></li><li><a href="/tq/2">Dân cư</a></li><li><a href="/tq/3">Kinh tế</a></li></ul>','/tong-quan'),
        'members of cell with photo': ('Các đồng chí Ủy viên Ban Thường vụ',''.join(f'<div class="nhansu"><a href="/ns/{i}"><img src="/ns{i}.jpg"></a><div><a href="/ns/{i}">{N()}</a></div><div>{c}</div></div>' for i,c in enumerate(['Bí thư','Phó Bí thư','Trưởng Ban Tổ chức','Chỉ huy trưởng Ban CHQS','Trưởng Công an'])),'/ban-thuong-vu'),
        'budget quarterly text': ('Công khai ngân sách quý III',''.join(f'<p>{i}. {k}: {v} triệu đồng, đạt {p}% dự toán</p>' for i,(k,v,p) in enumerate([('Thu nội địa','41.200','76'),('Thu tiền sử dụng đất','12.700','85'),('Thu bổ sung','420.500','75'),('Chi đầu tư phát triển','88.100','61'),('Chi thường xuyên','310.400','70')],1)),'/cong-khai/q3'),
        'photo contest entries': ('Ảnh dự thi',''.join(f'<div class="anh"><img src="/dt/{i}.jpg"><p>Mã số: {100+i}</p><p>Tác giả: {N()}</p><p>Tên ảnh: {T()}</p><a href="/bc/{i}">Bình chọn</a> {i*13} phiếu</div>' for i in range(1,7)),'/anh-du-thi'),
        'tour programme': ('Tour Nà Lạc 2 ngày 1 đêm','<p><b>Ngày 1</b></p><p>07h00: Xe đón khách tại thị trấn, khởi hành đi Nà Lạc.</p><p>10h00: Tham quan rừng chè cổ thụ, hái chè cùng bà con.</p><p>18h00: Ăn tối, giao lưu văn nghệ bên bếp lửa.</p><p><b>Ngày 2</b></p><p>06h00: Ngắm mây, ăn sáng.</p><p>09h00: Đi bộ tới thác Pác Lình.</p><p>14h00: Về thị trấn. Kết thúc chuyến đi.</p><p>Giá: 950.000 đồng/người (đoàn từ 8 người).</p>','/tour/na-lac'),
        'event page': ('Hội chợ nông sản vùng cao lần thứ ba','<p>Thời gian: 12 - 15/12/2026</p><p>Địa điểm: Sân vận động huyện</p><p>Đơn vị tổ chức: UBND huyện Thạch Khê</p><p>Quy mô: 60 gian hàng</p><p>Đăng ký gian hàng: trước ngày 05/12/2026</p><p>Liên hệ: Phòng Kinh tế và Hạ tầng, 0219.3866.040</p>','/su-kien/hoi-cho'),
        'license list': ('Giấy phép môi trường đã cấp',rows(('TT','Chủ dự án','Dự án','Số giấy phép','Ngày cấp'),*[(str(i),'Công ty TNHH '+L(),S(),f'{i}1/GPMT-UBND',f'{i+1}/10/2026') for i in range(1,6)]),'/gpmt'),
        'water outage list': ('Lịch cắt nước',''.join(f'<li>Từ {7+i}h00 ngày 2{i}/11: {L()}, {L()}</li>' for i in range(5)),'/cat-nuoc'),
        'print layout blank': ('Bản in','<p>thachkhe.example</p><p>Ngày in: 27/11/2026 09:41</p><hr><p>© Huyện ủy Thạch Khê</p>','/in?id='),
        'error technical': ('Lỗi ứng dụng','<p>Server Error in \'/\' Application.</p><p>Object reference not set to an instance of an object.</p><p>Description: An unhandled exception occurred during the execution of the current web request.</p><pre>[NullReferenceException: Object reference not set] Portal.News.Detail.Page_Load(Object sender, EventArgs e) +41</pre>','/chi-tiet.aspx'),
        'language choice': ('Ngôn ngữ','<p>Nội dung này chưa có bản tiếng Anh. Quý vị có thể xem bản tiếng Việt hoặc quay lại trang trước.</p><a href="/vi">Tiếng Việt</a>','/en/news/31'),
        'subscribe sms': ('Nhận tin qua điện thoại','<p>Soạn TK gửi 8088 để nhận tin nhắn thông báo của huyện (miễn phí). Soạn HUY TK gửi 8088 để thôi nhận.</p><p>Dịch vụ áp dụng với thuê bao của tất cả các mạng. Mỗi tuần hệ thống gửi không quá 3 tin.</p>','/sms'),
        'historic sites list long': ('Di tích lịch sử',''.join(f'<div class="item"><h3>{i}. Hang {L()}</h3><img src="/d{i}.jpg"><p>{P(2)}</p><p><i>Xếp hạng: cấp tỉnh, năm 20{i}5</i></p></div>' for i in range(1,5)),'/di-tich'),
    }  # fmt: skip


LONG_PAGES: dict[str, Body] = {
    name: Body(title, html, _REASONS, address)
    for name, (title, html, address) in {**_directories(), **_services()}.items()
}
