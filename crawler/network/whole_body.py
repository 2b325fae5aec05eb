"""A check that a compressed body is complete. Scrapy's decompression silently keeps what it can of a cut one."""

from __future__ import annotations

import zlib

CHUNK = 64 * 1024
_GZIP, _ZLIB, _RAW = 31, 15, -15


def is_whole(body: bytes, encoding: bytes) -> bool:
    """Decide whether a gzip or deflate body can be decompressed to its end. Any other encoding counts as complete.

    Holds no more than one chunk of the output in memory, however large the whole is.
    """
    if encoding in (b"gzip", b"x-gzip"):
        return _ends(body, _GZIP)
    return encoding != b"deflate" or _ends(body, _ZLIB) or _ends(body, _RAW)


def _ends(body: bytes, form: int) -> bool:
    decompressor = zlib.decompressobj(form)
    try:
        while body and not decompressor.eof:
            decompressor.decompress(body, CHUNK)
            body = decompressor.unconsumed_tail
    except zlib.error:
        return False
    decompressor.flush()  # what did not fit into the last chunk
    return decompressor.eof
