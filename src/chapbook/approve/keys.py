"""Signatures of approvals: Ed25519 (RFC 8032), by the keys that a hospital's own imprint names.

A seal finds slips, and whoever has the program can make one in any name. A signature is made by the holder of a key.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.content.settings import ImprintModel, public_key
from chapbook.problems.problem import Problem, Problems, Spot, Unknown, problem, q

# Only where a key is named is it needed: it is large, and most projects name none.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# What is signed begins so, and is thus no signature of anything else, whatever the key also signs.
_PURPOSE = "Chapbook approval\n"


class Locked(Exception):
    """A private key that asks for a passphrase, or for another one."""


def kept_key(file: Path, home: Path, passphrase: str | None = None) -> Ed25519PrivateKey:
    """The private key in a file, which must not lie in a project that is shared."""
    if file.resolve().is_relative_to(home.resolve()):
        raise Unknown(f"{file} lies in the project: a private key is kept where nobody else reads it")
    return private_key(file.read_bytes(), passphrase)


def private_key(content: bytes, passphrase: str | None = None) -> Ed25519PrivateKey:
    """An Ed25519 key as OpenSSL (PKCS #8) or OpenSSH writes it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    is_ssh = b"BEGIN OPENSSH" in content
    read = serialization.load_ssh_private_key if is_ssh else serialization.load_pem_private_key
    try:
        key = read(content, passphrase.encode() if passphrase else None)
    except TypeError:
        raise Locked from None
    except (ValueError, UnsupportedAlgorithm):
        if passphrase:
            raise Locked from None
        if is_public(content):
            hint = "name the file of the other half, which stands beside it without .pub"
            raise Problems([_of_key("it is no private key that can be read: it is the public half", hint)]) from None
        raise Problems([_of_key("it is no private key that can be read")]) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Problems([_of_key("it is no Ed25519 key")])
    return key


def is_public(content: bytes) -> bool:
    """Whether this is the half of a key that everybody may know."""
    return b"PUBLIC KEY" in content or content.startswith((b"ssh-", b"ecdsa-"))


def sign(imprint: ImprintModel, role: str, name: str, key: Ed25519PrivateKey | None) -> Ed25519PrivateKey | None:
    """The key with which a person approves; where the imprint names keys of that person, it has to be one of them."""
    from_imprint = imprint.approvers.get(name)
    if key is None:
        if from_imprint:
            raise Problems([_of_key(f"the imprint names a key of {name}", "sign with it: --key FILE")])
        if imprint.signed:
            raise Problems([_of_key("the imprint asks for signatures", "sign with your key: --key FILE")])
        return None
    if from_imprint is None or _raw(key) not in map(public_key, from_imprint.keys):
        hint = "put your public key under approvers in booklets/imprint.yaml; docs/approvals.md says how"
        raise Problems([_of_key(f"the imprint names no such key of {q(name)}", hint)])
    if role not in from_imprint.roles:
        hint = f"approve as {' or '.join(from_imprint.roles)}, or have roles in booklets/imprint.yaml changed"
        raise Problems([_of_key(f"{name} signs as {' and '.join(from_imprint.roles)} alone, not as {role}", hint)])
    return key


def _of_key(
    fault: str, hint: str = "make one with: openssl genpkey -algorithm ed25519 -aes256 -out key.pem"
) -> Problem:
    return problem("A009", Spot("booklets/imprint.yaml"), fault=fault, hint=hint)


def signature(key: Ed25519PrivateKey, seal: str) -> str:
    """The signature of a seal, and so of the edition, the role, the name, the day and all that was approved."""
    return base64.b64encode(key.sign(f"{_PURPOSE}{seal}".encode())).decode()


def vouched(imprint: ImprintModel, role: str, name: str, seal: str, signature: str) -> bool:
    """Whether an approval counts: signed by a key of its person, if the imprint names one or asks for signatures."""
    if name not in imprint.approvers:
        return not imprint.signed
    approver = imprint.approvers[name]
    return role in approver.roles and any(_fits(key, seal, signature) for key in approver.keys)


@lru_cache(maxsize=4096)
def _fits(key: str, seal: str, signature: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key(key)).verify(
            base64.b64decode(signature, validate=True), f"{_PURPOSE}{seal}".encode()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()
