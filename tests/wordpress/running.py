"""Starts a WordPress of its own on loopback: Debian's files copied, a MariaDB of its own, PHP's own server."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGED = Path("/usr/share/wordpress")
THEMES = {
    "twentytwentyone": "/%postname%/",
    "twentytwentytwo": "/%year%/%monthnum%/%postname%/",
    "twentytwentythree": "",
}
"""Themes of the packages, each with a form of addresses."""
_PHP = ["php", "-d", "memory_limit=512M"]
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', {user!r}); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', {home!r}); define('WP_SITEURL', {home!r}); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $k) {{ define($k . '_KEY', $k); define($k . '_SALT', $k); }}
$table_prefix = 'wp_';
if (!isset($_SERVER['HTTP_HOST'])) {{ $_SERVER['HTTP_HOST'] = {host!r}; }}
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""


def missing() -> list[str]:
    """What is not installed, of what is needed."""
    commands = ["php", "mariadbd", "mariadb-install-db", "mariadb"]
    found = [command for command in commands if not shutil.which(command, path=_path())]
    themes = [theme for theme in THEMES if not (PACKAGED / "wp-content/themes" / theme).is_dir()]
    lacking = [*found, *(f"WordPress theme {theme}" for theme in themes)]
    if "php" not in found and "mysqli" not in _run([*_PHP, "-m"], HERE):
        lacking.append("php-mysql")
    return lacking


@dataclass(frozen=True)
class WordPress:
    """A running one: its address and its folder."""

    home: str
    room: Path

    def dress(self, theme: str) -> dict[str, str]:
        """Change the theme and the addresses; gives title → address of all that is published."""
        told: dict[str, str] = json.loads(_php(self.room, "dress.php", theme, THEMES[theme]))
        return told

    def asked(self) -> list[str]:
        """Give every path with query that was asked for so far, files left out."""
        return (self.room / "asked.log").read_text().split()


@contextmanager
def wordpress(room: Path, content: Mapping[str, Any]) -> Iterator[WordPress]:
    """Install and fill a WordPress in an empty folder, and serve it until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    shutil.copytree(PACKAGED, room / "wordpress", symlinks=False, ignore_dangling_symlinks=True)
    (room / "asked.log").touch()
    home, user = f"http://{host}", getpass.getuser()
    config = _CONFIG.format(user=user, socket=room / "db.sock", home=home, host=host)
    (room / "wordpress/wp-config.php").write_text(config)
    for script in HERE.glob("*.php"):
        shutil.copy(script, room)
    (room / "content.json").write_text(json.dumps(content))
    with _database(room, user), _serving(room, host):
        _php(room, "install.php", "content.json")
        yield WordPress(home, room)


@contextmanager
def _database(room: Path, user: str) -> Iterator[None]:
    options = ["--no-defaults", f"--datadir={room / 'db'}", f"--user={user}"]
    _run(["mariadb-install-db", *options, "--auth-root-authentication-method=normal", "--skip-test-db"], room)
    command = ["mariadbd", *options, f"--socket={room / 'db.sock'}", "--skip-networking"]
    command += [f"--pid-file={room / 'db.pid'}", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin"]
    with _process(command, room, "db.log"):
        create = ["mariadb", "--no-defaults", f"--socket={room / 'db.sock'}", f"--user={user}"]
        create += ["-e", "CREATE DATABASE IF NOT EXISTS wordpress"]
        for _ in range(200):
            if subprocess.run(create, env=_env(), check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise RuntimeError((room / "db.log").read_text()[-2000:])
        yield


@contextmanager
def _serving(room: Path, host: str) -> Iterator[None]:
    command = [*_PHP, "-S", host, "-t", str(room / "wordpress"), str(room / "router.php")]
    with _process(command, room, "php.log", PHP_CLI_SERVER_WORKERS="4"):
        for _ in range(100):
            with suppress(OSError), urllib.request.urlopen(f"http://{host}/readme.html", timeout=2):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError((room / "php.log").read_text()[-2000:])
        yield


@contextmanager
def _process(command: list[str], room: Path, log: str, **environment: str) -> Iterator[None]:
    """Run a process in a group of its own, so that what it forks ends with it."""
    with (room / log).open("wb") as out:
        process = subprocess.Popen(
            command, cwd=room, env=_env(**environment), stdout=out, stderr=out, start_new_session=True
        )
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def _php(room: Path, *words: str) -> str:
    return _run([*_PHP, "-d", "display_errors=stderr", *words], room)


def _run(command: list[str], room: Path) -> str:
    done = subprocess.run(command, cwd=room, env=_env(), capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin"


def _env(**more: str) -> dict[str, str]:
    return {**os.environ, "PATH": _path(), **more}
