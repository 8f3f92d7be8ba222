"""Signed approvals: whose signature counts, and what a signature holds."""

import base64
import datetime
import subprocess
from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chapbook import cli
from chapbook.approve.approvals import approve, approved_of, state
from chapbook.approve.keys import Locked, private_key, signature
from chapbook.approve.records import read_records, record_file
from chapbook.content.booklet import Edition
from chapbook.content.settings import public_key
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.texts import text_of
from conftest import change, write

ENGLISH = Edition("fever", "en-US", "us")
ONE, OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)), Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1")


def public(key):
    kinds = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(*kinds).decode()


def named(project, signed=True, **keys):
    """An imprint that names approvers as clinicians with their keys, and may ask for signatures."""
    imprint = yaml.safe_load((project / "booklets/imprint.yaml").read_text())
    approvers = {name: {"roles": ["clinician"], "keys": [public(key)]} for name, key in keys.items()}
    write(project / "booklets/imprint.yaml", yaml.dump({**imprint, "approvers": approvers, "signed": signed}))


def read(project):
    found, problems = load(Chain.at(project))
    assert [] == problems
    return found


def signed(project, name, key, day=21, **more):
    """Approve the edition with a key, and keep the record."""
    library = read(project)
    day = datetime.date(2026, 11, day)
    text = approve(library, text_of(library, ENGLISH), "clinician", name, day, key=key, **more)
    write(project / record_file(ENGLISH), text)


def standing(project):
    library = read(project)
    return {
        each.path: (each.status, *(approval.name for approval in each.approvals))
        for each in state(library, text_of(library, ENGLISH), read_records(library)[0]).of("clinician")
    }


def codes(project):
    return [found.code for found in read_records(read(project))[1]]


def refused(project, *signing, **more):
    with pytest.raises(Problems) as found:
        signed(project, *signing, **more)
    return [(each.code, each.message) for each in found.value.problems]


def test_a_signed_approval_counts(project):
    """What the named key signed is approved, and read back without a fault."""
    named(project, One=ONE)
    signed(project, "One", ONE)

    assert {("approved", "One")} == {*standing(project).values()}
    assert [] == codes(project)


@pytest.mark.parametrize("asked", [True, False])
def test_nobody_approves_in_the_name_of_another(project, asked):
    """Where the imprint names a key of somebody, an approval in that name without it is refused, and one in a record is
    not counted."""
    signed(project, "One", None)

    assert {("approved", "One")} == {*standing(project).values()}

    named(project, asked, One=ONE)
    sentence = "this approval cannot be signed: the imprint names"

    assert {("not signed", "One")} == {*standing(project).values()}
    assert [("A009", f"{sentence} a key of One")] == refused(project, "One", None)
    assert [("A009", f'{sentence} no such key of "One"')] == refused(project, "One", OTHER)


def test_everybody_signs_where_the_imprint_asks(project):
    """With signed: yes, an approval of somebody without a key is refused, and counts nowhere; without, it counts."""
    signed(project, "Two", None)
    named(project, False, One=ONE)

    assert {("approved", "Two")} == {*standing(project).values()}

    named(project, One=ONE)

    assert {("not signed", "Two")} == {*standing(project).values()}
    assert ("clinician", "reader") == approved_of(read(project), text_of(read(project), ENGLISH)).unsettled
    assert ["A009"] == [code for code, _ in refused(project, "Two", None)]


def test_a_role_of_ones_own(project):
    """A key signs in the roles that the imprint gives its person, and in no other."""
    named(project, One=ONE)
    library = read(project)
    with pytest.raises(Problems, match="One signs as clinician alone, not as reader"):
        approve(library, text_of(library, ENGLISH), "reader", "One", datetime.date(2026, 11, 21), key=ONE)
    signed(project, "One", ONE)
    (approval,) = read_records(library)[0][0].approvals
    # Whoever holds the key can write the record by hand.
    forged = replace(approval, role="reader").sealed(ENGLISH)
    by_hand = [replace(each, signature=signature(ONE, each.seal)) for each in (approval, forged)]

    assert [True, False] == [each.is_vouched(library) for each in by_hand]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: One", "name: Two"),
        ("date: 2026-11-21", "date: 2026-11-22"),
        ("signature: ", "signature: A"),
        ("signature: ", "signature: é"),
    ],
)
def test_what_was_signed_was_changed(project, old, new):
    """A signature under another name, another day or with another letter is found, and counts for nothing."""
    named(project, One=ONE, Two=OTHER)
    signed(project, "One", ONE)
    record = project / record_file(ENGLISH)
    change(record, old, new)
    library = read(project)
    # Whoever forges can work out the seal anew.
    (found,) = read_records(library)[0][0].approvals
    change(record, f"seal: {found.seal}", f"seal: {found.sealed(ENGLISH).seal}")

    assert ["A010"] == codes(project)
    assert {"not signed"} == {status for status, _ in standing(project).values()}


def test_a_key_that_the_imprint_no_longer_names(project):
    """An approval counts no more once its key is taken out of the imprint."""
    named(project, One=ONE)
    signed(project, "One", ONE)
    named(project, One=OTHER)

    assert {("not signed", "One")} == {*standing(project).values()}
    assert ["A010"] == codes(project)


def test_others_leave_a_signature_whole(project):
    """When one block changed and another person signs it, what the first one signed still counts for the rest."""
    named(project, One=ONE, Two=OTHER)
    signed(project, "One", ONE)
    change(project / "booklets/fever/hands.yaml", "warm water", "water")
    signed(project, "Two", OTHER, day=22)

    assert [] == codes(project)
    assert {"One"} == {who for path, (_, *names) in standing(project).items() for who in names if "hands" not in path}
    assert ("approved", "Two") == standing(project)["fever/hands"]


def test_a_signed_approval_that_lapsed_goes(project):
    """Of a signed approval that holds for nothing any more, nothing stays in the record."""
    named(project, One=ONE, Two=OTHER)
    signed(project, "One", ONE)
    for path in (project / "booklets/fever").glob("*.yaml"):
        write(path, path.read_text("utf-8").replace("title: ", "title: My ", 1))
    change(project / "templates/parts/colophon.html", "About this booklet", "About this paper")
    signed(project, "Two", OTHER, day=22)

    assert ["Two"] == [each.name for each in read_records(read(project))[0][0].approvals]


def test_what_one_signs_again(project):
    """Whoever signs again signs what is kept of the earlier approval too, and nothing of anybody else."""
    named(project, False, One=ONE)
    signed(project, "Two", None)
    signed(project, "One", ONE, again=True)
    change(project / "booklets/fever/hands.yaml", "warm water", "water")
    signed(project, "One", ONE, day=22)
    (record,) = read_records(read(project))[0]

    assert [] == codes(project)
    assert {"Two": False, "One": True} == {each.name: bool(each.signature) for each in record.approvals}
    assert ("approved", "One") == standing(project)["fever/hands"]


def test_a_signature_stands_with_its_answers(project):
    """What was signed is the seal, which holds everything: another answer, another seal."""
    named(project, One=ONE)
    signed(project, "One", ONE)
    (approval,) = read_records(read(project))[0][0].approvals

    assert approval.is_vouched(read(project))
    assert not replace(approval, note="More").sealed(ENGLISH).is_vouched(read(project))


# ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_keys_as_openssl_writes_them(tmp_path):
    """A key in PKCS #8 and its public half in PEM are read; a locked one asks for its passphrase."""
    pem = ONE.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"open")
    )
    raw = ONE.public_key().public_bytes_raw()

    assert raw == public_key(public(ONE))
    assert raw == private_key(pem, "open").public_key().public_bytes_raw()
    for wrong in (None, "shut"):
        with pytest.raises(Locked):
            private_key(pem, wrong)


def test_keys_as_openssh_writes_them():
    """A key of OpenSSH and its public line are read."""
    line = ONE.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()

    assert ONE.public_key().public_bytes_raw() == public_key(f"{line} one@hospital.example\n")
    assert ONE.private_bytes_raw() == private_key(ONE.private_bytes(*kinds)).private_bytes_raw()


@pytest.mark.parametrize("content", [b"", b"a key", b"-----BEGIN OPENSSH PRIVATE KEY-----\nx"])
def test_what_is_no_private_key(content):
    """What is no private key is said to be none."""
    with pytest.raises(Problems, match=r"no private key that can be read\n"):
        private_key(content)


@pytest.mark.parametrize("content", [public(ONE).encode(), b"ssh-ed25519 AAAAC3Nza one@hospital.example\n"])
def test_the_public_half_is_told_as_one(content):
    """Who names the file with .pub learns which one is meant, and nothing of a library."""
    with pytest.raises(Problems, match="it is the public half") as found:
        private_key(content)

    assert "without .pub" in str(found.value)


def test_a_key_of_another_kind():
    """A key that is no Ed25519 key signs nothing."""
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with pytest.raises(Problems, match="it is no Ed25519 key"):
        private_key(generate_private_key(SECP256R1()).private_bytes(*kinds))
    with pytest.raises(ValueError, match="Ed25519 public key"):
        public_key(public(generate_private_key(SECP256R1())))


def test_openssl_finds_the_signature_right(project, tmp_path):
    """Anybody can verify a signature without Chapbook, as docs/approvals.md says."""
    named(project, One=ONE)
    signed(project, "One", ONE)
    (approval,) = read_records(read(project))[0][0].approvals

    (tmp_path / "signature").write_bytes(base64.b64decode(approval.signature))
    (tmp_path / "seal").write_text(f"Chapbook approval\n{approval.seal}")
    (tmp_path / "key.pem").write_text(public(ONE))
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in seal -sigfile signature"
    said = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "Signature Verified Successfully" == said.stdout.strip()


# ── at the command line ───────────────────────────────────────────────────────────────────────────────────────────

APPROVE = "approve fever --locale en-US --place us --role clinician --name One --date 2026-11-21 --key"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("open\n", "approvals/fever.en-US.us.yaml"), ("shut\n", "passphrase"), ("", "run it in a terminal")],
)
def test_a_locked_key_asks_for_its_passphrase(project, chapbook, tmp_path, typed, said):
    """The passphrase is asked for, and never stands on a command line; a wrong one signs nothing."""
    named(project, One=ONE)
    kinds = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"open"),
    )
    file = tmp_path / "outside.pem"
    file.write_bytes(ONE.private_bytes(*kinds))
    result = CliRunner().invoke(cli.main, [*APPROVE.split(), str(file)], input=typed)

    assert said in result.output
    assert (project / record_file(ENGLISH)).exists() == (result.exit_code == 0)


def test_a_private_key_in_the_project(project, chapbook):
    """A private key that lies in the project, where git would take it along, is refused."""
    named(project, One=ONE)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (project / "key.pem").write_bytes(ONE.private_bytes(*kinds))
    result = chapbook(*APPROVE.split(), "key.pem")

    assert 2 == result.exit_code
    assert "lies in the project" in result.output
    assert not (project / record_file(ENGLISH)).exists()
