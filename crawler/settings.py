"""Scrapy's settings for every portal; what differs by site (delay, private addresses) the loader adds to its class."""

import os

from corpus.processes import die_with_parent

if "TINHUY_PARENT" in os.environ:
    die_with_parent()

BOT_NAME = "tinhuy"
SPIDER_MODULES = ["crawler.spiders"]
SPIDER_LOADER_CLASS = "crawler.loader.SiteLoader"
COMMANDS_MODULE = "crawler.commands"
LOG_LEVEL = "INFO"

# Who we are: portals' operators must be able to write to us. TINHUY_CONTACT is a web or mail address.
CONTACT = os.environ.get("TINHUY_CONTACT") or "https://github.com/tinhuy/tinhuy"
USER_AGENT = f"tinhuy/0.1 (+{CONTACT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "tinhuy"

# One request at a time per host; DOWNLOAD_DELAY (seconds) comes from the site file and is varied by a fifth.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.2

# The network is rough: slow servers get a minute, and a request two more chances.
DOWNLOAD_TIMEOUT = 60
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # portals refresh themselves, for ever
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
HTTPERROR_ALLOW_ALL = True  # every answer gets its outcome, 4xx and 5xx too

COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Loopback, private and reserved addresses are refused unless the site file (or -s) allows them.
ALLOW_PRIVATE_ADDRESSES = False
TWISTED_DNS_RESOLVER = "crawler.private.GuardedResolver"
DNS_TIMEOUT = 20

# `scrapy crawl` sets CORPUS_ENABLED, which stores and keeps a run record; `scrapy shell`, `fetch` and `parse` do not,
# and write nothing. (Here it would go before what the command sets.)
CORPUS_PATIENCE = 60  # seconds that Postgres may be away before a run gives up
HEARTBEAT_INTERVAL = 5  # seconds
MAX_LIST_PAGES = 2000  # pages walked of one list in one run; reaching it is reported

EXTENSIONS = {"crawler.run.RunRecord": 0}
ITEM_PIPELINES = {"crawler.pipelines.CorpusPipeline": 300}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.addresses.PrivateAddressMiddleware": 90,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.PortalRedirectMiddleware": 600,
}
