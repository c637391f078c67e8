"""The fixture that keeps every test off the network does so."""

from __future__ import annotations

import socket
import urllib.request

import pytest


def test_connection_to_another_machine_is_refused():
    with socket.socket() as sock, pytest.raises(RuntimeError, match=r"reached for \('192\.0\.2\.1', 80\)"):
        sock.connect(("192.0.2.1", 80))


def test_datagram_to_another_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(RuntimeError, match="reached for"):
        sock.sendto(b"x", ("192.0.2.1", 53))


def test_name_of_another_machine_is_not_looked_up():
    with pytest.raises(RuntimeError, match=r"looked up .example\.org."):
        urllib.request.urlopen("http://example.org/")


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as sock:
        served, _ = server.accept()
        with served:
            sock.sendall(b"kg")
            assert served.recv(2) == b"kg"
