"""What every test shares: no network, and no setting of the user's own."""

from __future__ import annotations

import ipaddress
import shutil
import socket

import pytest


def pytest_report_header():
    """What calculates the formulas of workbooks: LibreOffice where it is installed, as .ci/run sees to."""
    office = shutil.which("soffice")
    return f"workbooks are calculated by {office or 'our own reading of their formulas: LibreOffice is not installed'}"


LOOPBACK = {"localhost", "localhost.localdomain", "ip6-localhost", ""}


class NetworkForbiddenError(RuntimeError):
    """A test reached for the network; kg and its tests work without one."""


def is_local(host):
    """Whether a host is this machine: tests may open local servers and kernels, and nothing else."""
    if host is None:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def guarded(original, address_of):
    """`original`, a method of sockets, for addresses of this machine alone."""

    def method(sock, *args):
        address = address_of(args)
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise NetworkForbiddenError(f"a test reached for {address!r}; tests run without a network")
        return original(sock, *args)

    return method


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Every connection, datagram and look-up of a name beyond this machine raises `NetworkForbiddenError`."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        if not is_local(host):
            raise NetworkForbiddenError(f"a test looked up {host!r}; tests run without a network")
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), lambda args: args[0]))
        patch.setattr(socket.socket, "sendto", guarded(socket.socket.sendto, lambda args: args[-1]))
        yield
