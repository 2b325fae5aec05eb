// Builds what the address names from the JSON interface, as portals made with a front-end framework do.
const app = document.getElementById("app");
const clock = (time) => {
  const two = (number) => String(number).padStart(2, "0");
  const at = new Date(time + 7 * 3600 * 1000);
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).data;
}

async function showList(section, page) {
  const data = await ask(`/api/bai-viet?chuyenMuc=${section}&trang=${page - 1}`);
  const items = data.items.map((one) =>
    `<li><a href="/bai-viet/${one.duongDan}-${one.id}.html">${one.tieuDe}</a> <i>(${clock(one.ngayDang).slice(0, 10)})</i><p>${one.tomTat}</p></li>`);
  const pages = Array.from({ length: data.tongTrang }, (_, at) => at + 1).map((number) =>
    number === page ? `<b>${number}</b>` : `<a href="/chuyen-muc/${section}?trang=${number}">${number}</a>`);
  app.innerHTML = `<ul class="danh-sach">${items.join("")}</ul><div class="phan-trang">${pages.join(" ")}</div>`;
}

async function showArticle(id) {
  const one = await ask(`/api/bai-viet/${id}`);
  document.title = one.tieuDe;
  app.innerHTML = `<article><h1 class="tieu-de">${one.tieuDe}</h1><div class="ngay-dang">${clock(one.ngayDang)}</div>
    <p class="tom-tat">${one.tomTat}</p><div class="noi-dung">${one.noiDung}</div></div><p class="tac-gia">${one.tacGia}</p></article>`;
}

const article = location.pathname.match(/^\/bai-viet\/.*-(\d+)\.html$/);
const section = location.pathname.match(/^\/chuyen-muc\/([\w-]+)/);
const page = Number(new URLSearchParams(location.search).get("trang") || 1);
const shown = article ? showArticle(article[1]) : showList(section ? section[1] : "tin-tuc", page);
shown.catch((error) => { app.innerHTML = `<h1>Không tải được dữ liệu (${error.message})</h1>`; });
