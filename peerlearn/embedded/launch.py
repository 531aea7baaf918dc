"""Becomes another program, tied to the life of the process that started it.

Run as a script, never imported: ``python -I -S launch.py PARENT SIGNAL USER PROGRAM [ARG…]``.
PARENT is the pid of the starter, SIGNAL the number that the program gets when the starter dies
(Linux only), USER the account to become, or ``-`` to stay who we are.

Postgres refuses to run as root. The usual way out, a new account and opened parent folders,
changes the machine of whoever tries Peerlearn. Here the program becomes an account that exists
everywhere and keeps one right of root: to pass folders that are closed to others.
"""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION = 0x20080522
ON_LINUX = sys.platform == "linux"


class CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class CapabilitySet(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def become(user: str) -> None:
    """Turns root into `user`, who may still enter and read closed folders on Linux.

    A container can forbid that right; the program then says itself which folder it cannot read.
    """
    libc = ctypes.CDLL(None) if ON_LINUX else None
    account = pwd.getpwnam(user)
    if libc is not None:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.umask(0o077)
    if libc is not None:
        bit = 1 << CAP_DAC_OVERRIDE
        sets = (CapabilitySet * 2)(CapabilitySet(bit, bit, bit), CapabilitySet(0, 0, 0))
        libc.capset(ctypes.byref(CapabilityHeader(CAPABILITY_VERSION, 0)), sets)
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def die_with(parent: int, signal_number: int) -> None:
    """Asks the kernel for `signal_number` when `parent` dies; leaves at once if it is dead."""
    if ON_LINUX:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(f"{parent} died before its child started")


def main(arguments: list[str]) -> None:
    parent, signal_number, user, program, *rest = arguments
    if user != "-":
        become(user)
    # After `become`: a change of user clears the signal.
    die_with(int(parent), int(signal_number))
    os.execvp(program, [program, *rest])  # noqa: S606 (there is no shell to start)


main(sys.argv[1:])
