"""Certificates for servers on loopback, from an authority of our own with one intermediate."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


@dataclass(frozen=True)
class Authority:
    """What a server and its visitor need of it, as PEM files."""

    root: Path
    """What a visitor trusts (SSL_CERT_FILE)."""
    chain: Path
    """The server's key and certificate with the intermediate, as it should be."""
    lone: Path
    """Without the intermediate, as many portals have it."""


def make(folder: Path) -> Authority:
    """Makes it in `folder`."""
    root = _issue("Gốc", None, is_authority=True)
    middle = _issue("Trung gian", root, is_authority=True)
    leaf = _issue("127.0.0.1", middle, is_authority=False)
    key = leaf[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    authority = Authority(folder / "root.pem", folder / "chain.pem", folder / "lone.pem")
    authority.root.write_bytes(_pem(root))
    authority.chain.write_bytes(key + _pem(leaf) + _pem(middle))
    authority.lone.write_bytes(key + _pem(leaf))
    return authority


def context(certificate: Path, old: bool = False) -> ssl.SSLContext:
    """A server's; an `old` one speaks TLS 1.0 and 1.1 only."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        made.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            made.minimum_version, made.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    made.load_cert_chain(certificate)
    return made


@contextmanager
def terminated(url: str, tls: ssl.SSLContext) -> Iterator[str]:
    """The address of a TLS front before the server at `url`; one request a connection."""

    class Front(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.connection.settimeout(10)
            with tls.wrap_socket(self.connection, server_side=True) as visitor:
                head = visitor.recv(65536).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
                with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as server:
                    server.sendall(head)
                    while data := server.recv(65536):
                        visitor.sendall(data)

    class Server(socketserver.ThreadingTCPServer):
        def handle_error(self, *_: object) -> None:
            """A refused handshake is what is tested."""

    with Server(("127.0.0.1", 0), Front) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _pem(pair: Pair) -> bytes:
    return pair[0].public_bytes(serialization.Encoding.PEM)


def _issue(name: str, issuer: Pair | None, is_authority: bool) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer, signing_key = (issuer[0].subject, issuer[1]) if issuer else (subject, key)
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    )
    return builder.sign(signing_key, hashes.SHA256()), key
