"""What every bench promises about the pages of lists and choices."""

from __future__ import annotations

from fixtures.bench.api import Bench

from .contract_words import configure, entries

CAR = "020000000001"


def the_buttons_of_the_local_whitelist_are_pressed(bench: Bench) -> None:
    """Each answers with the rows that are shown, and is in the journal."""
    configure(bench, **{"Enable local whitelist": "On"})
    mark = bench.mark()
    operator = bench.operator
    operator.log_in("operator", "yellow_zone")
    assert list(operator.press_list_button("Add entry", "0a0e9b83").rows) == ["0a0e9b83"]
    assert operator.press_list_button("Import list", "c0ffee01\n").refusal == ""
    assert operator.press_list_button("Search for Id", "ffee").rows == {"c0ffee01": "RFID"}
    assert set(operator.press_list_button("Export list").rows["file"].split()) == {"0a0e9b83", "c0ffee01"}
    assert list(operator.press_list_button("Delete", "0a0e9b83").rows) == ["c0ffee01"]
    assert operator.press_list_button("Delete whole list").rows == {}
    pressed = [str(entry.detail["action"]) for entry in entries(bench, mark, "page")]
    assert pressed[1:] == [
        "Add typed entry", "Import list", "Search for Id", "Export list", "Delete", "Delete whole list"
    ]  # fmt: skip


def a_refused_button_says_why(bench: Bench) -> None:
    """A sentence, and no rows."""
    configure(bench, **{"Enable local whitelist": "On"})
    bench.operator.log_in("operator", "yellow_zone")
    answer = bench.operator.press_list_button("Import list", "0a0e9b83\nno entry\n")
    assert "line 2" in answer.refusal
    assert answer.rows == {}


def choices_are_read(bench: Bench) -> None:
    """In the order of the page; none for a parameter that is no choice."""
    bench.operator.log_in("operator", "yellow_zone")
    assert bench.operator.choices("Free Charging") == ("On", "Off")
    assert bench.operator.choices("Vehicle connection timeout") == ()


def a_car_tells_its_mac_address(bench: Bench) -> None:
    """While entries are being added."""
    configure(bench, **{"Enable local whitelist": "On", "ISO 15118 mode (HLC 15118)": "On (Ed2)"})
    bench.operator.log_in("operator", "yellow_zone")
    bench.operator.start_learning()
    bench.vehicle(1).speak_iso15118(CAR)
    bench.vehicle(1).plug_in()
    mark = bench.vehicle(1).start_slac()
    bench.wait(1_000)
    assert {entry.detail["mac"] for entry in entries(bench, mark, "v2g") if entry.who == "vehicle 1"} == {CAR}
    assert list(bench.operator.press_list_button("Search for Id").rows) == [CAR]
