"""What an operator makes of the OCPP whitelist, and how long it stays."""

from __future__ import annotations

from reference_impl.blocks.authorisation.known_cards import END_OF_EPOCH_MS, KnownCards
from reference_impl.model.cards import CardInfo, ListEntry

NOW, MODE = 1_700_000_000_000, "End of epoch 2038 (default)"
ACCEPTED = CardInfo("Accepted")


def known(*cached: str, listed: tuple[str, ...] = ()) -> KnownCards:
    made = KnownCards()
    for tag in cached:
        made.remember(tag, ACCEPTED, NOW, MODE)
    made.update(True, 1, [ListEntry(tag, ACCEPTED) for tag in listed], 100)
    return made


def tags(cards: KnownCards, now_ms: int = NOW) -> tuple[str, ...]:
    return cards.tags(now_ms, listed=True, cached=True)


def test_only_what_is_released_and_in_force_is_shown() -> None:
    cards = known("0A0E9B83", listed=("c0ffee01",))
    cards.remember("deadbeef", CardInfo("Blocked"), NOW, MODE)
    cards.remember("01020304", CardInfo("Accepted", NOW + 1_000), NOW, MODE)
    assert tags(cards) == ("c0ffee01", "0a0e9b83", "01020304")
    assert tags(cards, NOW + 1_000) == ("c0ffee01", "0a0e9b83")
    assert tags(cards, END_OF_EPOCH_MS) == ("c0ffee01",)
    assert cards.tags(NOW, listed=False, cached=True) == ("0a0e9b83", "01020304")
    assert cards.tags(NOW, listed=True, cached=False) == ("c0ffee01",)


def test_what_is_left_out_goes_from_list_and_cache_and_what_is_new_comes() -> None:
    cards = known("0a0e9b83", "01020304", listed=("c0ffee01", "05060708"))
    cards.edit(("0A0E9B83", "05060708", "aabbccdd"), NOW, MODE)
    assert set(tags(cards)) == {"0a0e9b83", "05060708", "aabbccdd"}
    assert cards.version == 1


def test_a_whole_list_of_the_backend_takes_what_came_by_hand_and_a_part_of_it_does_not() -> None:
    cards = known("0a0e9b83")
    cards.edit(("0a0e9b83", "aabbccdd"), NOW, MODE)
    again = KnownCards()
    again.restore(cards.records())
    again.update(False, 2, [ListEntry("c0ffee01", ACCEPTED)], 100)
    assert set(tags(again)) == {"0a0e9b83", "aabbccdd", "c0ffee01"}
    again.update(True, 3, [], 100)
    assert tags(again) == ("0a0e9b83",)


def test_what_the_backend_confirms_does_not_count_as_by_hand_any_more() -> None:
    cards = known()
    cards.edit(("aabbccdd",), NOW, MODE)
    cards.remember("AABBCCDD", ACCEPTED, NOW, MODE)
    cards.update(True, 2, [], 100)
    assert tags(cards) == ("aabbccdd",)
