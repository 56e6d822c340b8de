import io

import pytest

from portal.backups import sealing
from portal.backups.manifest import BackupFault
from portal.backups.sealing import Sealer, is_sealed, opened

KEY = "a key of the operator's own"
PIECE = 64


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(sealing, "PIECE", PIECE)


def sealed(data, key=KEY):
    file = io.BytesIO()
    with Sealer(file, key) as sealer:
        sealer.write(data)
    return file.getvalue()


def read(data, key=KEY):
    return b"".join(opened(io.BytesIO(data), key))


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE])
def test_what_goes_in_comes_out_and_cannot_be_read_between(length):
    text = b"x" * length

    file = sealed(text)

    assert read(file) == text
    assert is_sealed(io.BytesIO(file))
    # A single letter may be anywhere by chance.
    assert length < 20 or text[:20] not in file


def test_it_does_not_matter_in_which_portions_it_is_written():
    file = io.BytesIO()
    with Sealer(file, KEY) as sealer:
        for _ in range(100):
            sealer.write(b"abc")

    assert read(file.getvalue()) == b"abc" * 100


def test_two_files_of_one_text_have_nothing_in_common():
    first, second = sealed(b"a text"), sealed(b"a text")

    assert first[len(sealing.MAGIC) :] != second[len(sealing.MAGIC) :]


def test_another_key_does_not_open_it():
    with pytest.raises(BackupFault, match="BACKUP_KEY is not the one"):
        read(sealed(b"text"), "another key of the operator's")


def pieces(file):
    start = len(sealing.MAGIC) + sealing.SALT_BYTES
    size = PIECE + sealing.TAG_BYTES
    return file[:start], [file[at : at + size] for at in range(start, len(file), size)]


DAMAGES = {
    "a bit is turned": lambda head, parts: (
        head + parts[0] + bytes([parts[1][0] ^ 1]) + parts[1][1:] + parts[2]
    ),
    "the end is cut off": lambda head, parts: head + parts[0] + parts[1],
    "two parts change places": lambda head, parts: head + parts[1] + parts[0] + parts[2],
    "a part is there twice": lambda head, parts: head + parts[0] + parts[0] + parts[1] + parts[2],
    "something is put behind": lambda head, parts: head + b"".join(parts) + parts[2],
    "only the head is left": lambda head, parts: head,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_noticed(damage):
    head, parts = pieces(sealed(b"a" * (3 * PIECE)))

    with pytest.raises(BackupFault, match="damaged"):
        read(DAMAGES[damage](head, parts))
