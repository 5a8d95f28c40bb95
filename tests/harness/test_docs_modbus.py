"""docs/modbus-server.md says what the station has: registers, units, who may write, since when; and the error bits."""

from __future__ import annotations

import re
from pathlib import Path

from fixtures.peers.energy_manager import QUANTITIES
from reference_impl.blocks.configuration.keys_load import ENERGY_MANAGERS
from reference_impl.blocks.energy_management.registers import REGISTERS
from reference_impl.blocks.signals.faults import FAULTS

TEXT = (Path(__file__).parents[2] / "docs" / "modbus-server.md").read_text(encoding="utf-8")
ROWS = {
    int(cells[0]): cells
    for line in TEXT.splitlines()
    if re.match(r"\| \d+ \| \d+ \| ", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


def test_every_register_is_on_the_page() -> None:
    assert list(ROWS) == sorted(one.address for one in QUANTITIES.values())
    for name, one in QUANTITIES.items():
        _, size, quantity, unit, access, _, certain, _ = ROWS[one.address]
        assert (int(size), quantity, unit, "W" in access) == (one.size, name, one.unit, one.writable)
        assert certain in ("high", "medium")


def test_the_page_says_what_the_station_serves() -> None:
    served = {row.address: row.since or "5.12" for row in REGISTERS}
    assert {address: cells[5] for address, cells in ROWS.items() if cells[5] != "not served"} == served


def test_the_parameters_are_on_the_page() -> None:
    for key in ENERGY_MANAGERS:
        assert f"| {key.name} | {key.default} |" in TEXT


def test_the_error_bits_are_on_the_page() -> None:
    bits = {fault.bit for fault in FAULTS.values() if fault.bit is not None}
    page = TEXT[TEXT.index("## Error bits") :]
    assert bits | {12} == {int(bit) for bit in re.findall(r"\| (\d+) \| [a-zA-Z]", page)}
