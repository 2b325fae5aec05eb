"""Scrapy's settings for every portal; the loader adds a site's own (delay, private addresses) to its spider class."""

import os

from scrapy.settings.default_settings import DOWNLOADER_MIDDLEWARES_BASE, EXTENSIONS_BASE

from corpus import logs
from corpus.child_processes import die_with_parent

if "TINHUY_PARENT" in os.environ:
    die_with_parent()

BOT_NAME = "tinhuy"
SPIDER_MODULES = ["crawler.spiders"]
SPIDER_LOADER_CLASS = "crawler.spider_loader.SiteLoader"
COMMANDS_MODULE = "crawler.commands"
LOG_LEVEL = "INFO"
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S%z"
LOG_ENABLED = not logs.set_up()  # with TINHUY_LOG=json our own handler writes, and Scrapy's none

# Who we are: portals' operators must be able to write to us. TINHUY_CONTACT is a web or mail address.
CONTACT = os.environ.get("TINHUY_CONTACT") or "https://github.com/tinhuy/tinhuy"
USER_AGENT = f"tinhuy/0.1 (+{CONTACT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "tinhuy"

# One request at a time per host. DOWNLOAD_DELAY (seconds) comes from the site file and is the least between two
# requests: a fifth more at times, a slow host's own latency, or the Crawl-delay of its robots.txt up to the limit here.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.2
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0  # the site's delay, then
AUTOTHROTTLE_MAX_DELAY = 30
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
MAX_CRAWL_DELAY = 30  # seconds; some robots.txt ask for hours, which no list of thousands survives
MAX_RETRY_AFTER = 300  # seconds that a host may ask to be left alone; a longer Retry-After ends the run
REQUEST_BUDGET = 20_000  # requests of one run, all kinds; the site file's `budget` goes before it; 0: no limit

# The network is rough. Slow servers get a minute for an answer, of which half for its beginning. What may have been
# an accident is tried three times more, at growing intervals; then a host that answers nothing gets one pause.
DOWNLOAD_CONNECT_TIMEOUT = 25  # seconds, with the look-up of the name
DOWNLOAD_FIRST_BYTE_TIMEOUT = 30
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_FAIL_ON_DATALOSS = True
RETRY_TIMES = 3
RETRY_BACKOFF = [1, 4, 15]  # seconds
RETRY_JITTER = 0.3
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"
BREAKER_TRIES = 20  # in a row without an answer: five pages, each tried four times
BREAKER_PAUSE = 60  # seconds
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # portals refresh themselves, for ever
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
HTTPERROR_ALLOW_ALL = True  # every answer gets its outcome, 4xx and 5xx too

CONCURRENT_ITEMS = 4  # of one answer, which has one or two; Scrapy starts a task for each that there may be

COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # a cut body can be told in these
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Loopback, private and reserved addresses are refused unless the site file (or -s) allows them.
ALLOW_PRIVATE_ADDRESSES = False
TWISTED_DNS_RESOLVER = "crawler.network.private_addresses.GuardedResolver"
DNS_TIMEOUT = 20

# `scrapy crawl` sets CORPUS_ENABLED, which stores and keeps a run record; `scrapy shell`, `fetch` and `parse` do not,
# and write nothing. (Here it would go before what the command sets.)
CORPUS_PATIENCE = 60  # seconds that Postgres may be away before a run gives up
HEARTBEAT_INTERVAL = 5  # seconds
STANDSTILL_SECONDS = 120  # without a sign of life, after which a crawl's process is killed; 0: never
CRAWL_MEMORY_MB = 1024  # at which a crawl ends, with that reason; 0: no limit. One of 20,000 pages takes some 150 MB

# Budgets of discovery. What they cut is counted, and named at the end of the run.
MAX_LIST_PAGES = 2000  # pages walked of one list in one run
MAX_LISTS_A_SITE = 500  # lists walked in one run beside the start pages
MAX_LISTS_OF_A_SHAPE = 100  # of them, those whose addresses differ in numbers or in facets only
MAX_LIST_DEPTH = 5  # links from a start page to a list, over other lists
MAX_SITEMAPS = 200  # sitemap files read in one run
MAX_FEEDS = 20  # feeds read in one run

# A crawl is steered by signals. Scrapy's consoles are left out of its own list, where even None would import them: they
# are web servers, and cost every start a fifth of a second.
CONSOLES = ("scrapy.extensions.telnet.TelnetConsole", "scrapy.extensions.remote_control.RemoteControl")
EXTENSIONS_BASE = {name: order for name, order in EXTENSIONS_BASE.items() if name not in CONSOLES}
# No portal is given cookies (above); the middleware would import an HTTP library of its own, a tenth of a second.
COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"
DOWNLOADER_MIDDLEWARES_BASE = {name: order for name, order in DOWNLOADER_MIDDLEWARES_BASE.items() if name != COOKIES}
EXTENSIONS = {"crawler.run.record.RunRecord": 0, "crawler.run.watchdog.Watchdog": 10}
ITEM_PIPELINES = {"crawler.run.pipeline.CorpusPipeline": 300}
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "crawler.network.handler.PortalHandler"),
    **dict.fromkeys(("s3", "ftp", "file", "data")),  # no portal is one
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.private_address.PrivateAddressMiddleware": 90,
    "crawler.middlewares.download_slot.PortalSlotMiddleware": 95,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.retry.PatientRetryMiddleware": 550,
    "crawler.middlewares.content_sniffing.SniffMiddleware": 585,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.compression.WholeBodyMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.PortalRedirectMiddleware": 600,
}
