"""Whether a compressed body came whole. Scrapy's decompression keeps what it can of a cut one, without a word."""

from __future__ import annotations

import zlib

CHUNK = 64 * 1024
_GZIP, _ZLIB, _RAW = 31, 15, -15


def is_whole(body: bytes, encoding: bytes) -> bool:
    """Whether a gzip or deflate body can be decompressed to its end. Any other encoding counts as whole.

    Holds no more than a chunk of what comes out, however much that is.
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
