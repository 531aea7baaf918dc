from uuid import uuid4

import pytest

from peerlearn.web.sealing import DamagedTextError, keyed_hash, seal_text, unseal_text

PLACE = uuid4()


def test_sealed_text_is_opened_in_its_place():
    sealed = seal_text("Grüße\n", purpose="p", place=PLACE)
    assert unseal_text(sealed, purpose="p", place=PLACE) == "Grüße\n"
    assert "Grüße".encode() not in sealed


@pytest.mark.parametrize(("purpose", "place"), [("q", PLACE), ("p", uuid4())])
def test_text_is_opened_neither_elsewhere_nor_for_another_purpose(purpose, place):
    sealed = seal_text("x", purpose="p", place=PLACE)
    with pytest.raises(DamagedTextError):
        unseal_text(sealed, purpose=purpose, place=place)


def test_changed_seal_is_refused():
    sealed = seal_text("x", purpose="p", place=PLACE)
    with pytest.raises(DamagedTextError):
        unseal_text(sealed[:-8] + b"AAAAAAA=", purpose="p", place=PLACE)


def test_short_and_long_texts_look_alike():
    lengths = {len(seal_text("x" * n, purpose="p", place=PLACE)) for n in (1, 500, 2000)}
    assert len(lengths) == 1


def test_another_key_opens_nothing(settings):
    sealed = seal_text("x", purpose="p", place=PLACE)
    mark = keyed_hash("p", "x")
    settings.FEEDBACK_KEY = "A" * 43 + "="
    with pytest.raises(DamagedTextError):
        unseal_text(sealed, purpose="p", place=PLACE)
    assert keyed_hash("p", "x") != mark


def test_zero_byte_is_refused():
    with pytest.raises(ValueError, match="zero byte"):
        seal_text("a\0b", purpose="p", place=PLACE)
