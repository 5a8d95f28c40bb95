"""Stories told on the virtual bench, for the invariants to look at."""

from __future__ import annotations

from collections.abc import Callable

from fixtures.bench.virtual import VirtualBench
from reference_impl.station.blueprint import Blueprint

CARD, OTHER = "0A0E9B83", "04567DAA5F3580"
Story = Callable[[VirtualBench], None]


def opened(blueprint: Blueprint | None = None, **values: str) -> VirtualBench:
    """A station with a backend and these values (underscores for blanks)."""
    bench = VirtualBench(blueprint or Blueprint())
    bench.start()
    bench.backend.accept_boot(interval_s=60)
    bench.backend.know_card(CARD, "Accepted")
    bench.network.resolve("csms.test", tls=False, port=80)
    backend = {
        "Connection Type": "Ethernet",
        "WebSockets JSON OCPP URL of the Backend": "ws://csms.test/ocpp",
    }
    configure(bench, {**backend, **{name.replace("_", " "): value for name, value in values.items()}})
    bench.wait(5_000)
    return bench


def configure(bench: VirtualBench, values: dict[str, str]) -> None:
    bench.operator.log_in("operator", "yellow_zone")
    for name, value in values.items():
        assert bench.operator.type_value(name, value) == ""
    bench.operator.save_and_restart()


def closings(bench: VirtualBench) -> int:
    """How often a contactor closed."""
    return sum(entry.kind == "contactor" and bool(entry.detail["closed"]) for entry in bench.journal)


def show(bench: VirtualBench, uid: str = CARD) -> None:
    bench.reader(1).present(uid)
    bench.wait(5_000)


def backend_session(bench: VirtualBench) -> None:
    """Card, car, charge, pause, charge, card, car out."""
    show(bench)
    bench.vehicle(1).plug_in()
    bench.wait(130_000)
    bench.vehicle(1).set_ready(False)
    bench.wait(20_000)
    bench.vehicle(1).set_ready(True)
    bench.wait(130_000)
    show(bench)
    bench.vehicle(1).unplug_car()
    bench.wait(100_000)


def car_leaves(bench: VirtualBench) -> None:
    """Car, card, charge, car out."""
    bench.vehicle(1).plug_in(cable_a=20)
    show(bench)
    bench.wait(60_000)
    bench.vehicle(1).unplug_car()
    bench.vehicle(1).pull_plug()
    bench.wait(150_000)


def car_returns(bench: VirtualBench) -> None:
    """Car, card, charge, car out; a while later another car at the cable that stayed, and no card."""
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(60_000)
    bench.vehicle(1).unplug_car()
    bench.wait(60_000)
    bench.vehicle(1).connect_car()
    bench.wait(100_000)


def another_card(bench: VirtualBench) -> None:
    """Somebody else shows a card that the backend knows, in the middle of a session."""
    bench.backend.know_card(OTHER, "Accepted")
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(60_000)
    show(bench, OTHER)
    bench.wait(60_000)


def offline_session(bench: VirtualBench) -> None:
    """A session without a line; the line comes back."""
    bench.network.cut()
    backend_session(bench)
    bench.network.restore()
    bench.wait(300_000)


def power_cut(bench: VirtualBench) -> None:
    """Power fails in mid-session, the car waits, the card is shown again."""
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(60_000)
    bench.mains.cut()
    bench.wait(30_000)
    bench.mains.restore()
    bench.wait(60_000)
    show(bench)
    bench.wait(60_000)
    bench.vehicle(1).unplug_car()
    bench.wait(100_000)


def refused(bench: VirtualBench) -> None:
    """A card that nobody knows, in front of a car."""
    bench.vehicle(1).plug_in()
    show(bench, OTHER)
    bench.wait(60_000)


def refused_offline(bench: VirtualBench) -> None:
    """A card, and nobody to ask about it."""
    bench.network.cut()
    refused(bench)


def too_late(bench: VirtualBench) -> None:
    """The car comes well behind the Vehicle connection timeout, and the driver tries once more."""
    show(bench)
    bench.wait(60_000)
    bench.vehicle(1).plug_in()
    bench.wait(60_000)
    show(bench)
    bench.wait(60_000)


def silent_backend(bench: VirtualBench) -> None:
    """No answer to Authorize for longer than the station waits."""
    bench.backend.withhold("Authorize")
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(200_000)
    bench.backend.release("Authorize")
    bench.wait(60_000)


def welded(bench: VirtualBench) -> None:
    """The contactor does not open at the end of a session, and comes loose later."""
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(60_000)
    bench.faults(1).weld_contactor()
    show(bench)
    bench.wait(60_000)
    bench.faults(1).mend_contactor()
    bench.wait(60_000)


def jammed(bench: VirtualBench) -> None:
    """The lock does not move, and then does."""
    bench.faults(1).jam_lock()
    bench.vehicle(1).plug_in()
    show(bench)
    bench.wait(60_000)
    bench.faults(1).free_lock()
    bench.vehicle(1).unplug_car()
    bench.wait(60_000)


def remote(bench: VirtualBench) -> None:
    """Started and stopped by the backend, which also turns the current down between."""
    bench.vehicle(1).plug_in()
    bench.backend.request("RemoteStartTransaction", {"idTag": CARD, "connectorId": 1})
    bench.wait(60_000)
    bench.backend.request("ChangeConfiguration", {"key": "OperatorCurrentLimit", "value": "10"})
    bench.wait(60_000)
    bench.backend.request("RemoteStopTransaction", {"transactionId": bench.backend.transaction_id(1)})
    bench.wait(60_000)


def learning(bench: VirtualBench) -> None:
    """A badge is taught, and charges."""
    bench.operator.log_in("operator", "yellow_zone")
    bench.operator.start_learning()
    show(bench, OTHER)
    bench.operator.finish_learning()
    bench.operator.save_and_restart()
    bench.wait(5_000)
    bench.vehicle(1).plug_in()
    show(bench, OTHER)
    bench.wait(60_000)


def lost_answers(bench: VirtualBench) -> None:
    """The line breaks while the answers to start and stop are on their way."""
    bench.vehicle(1).plug_in()
    for _ in range(2):
        bench.reader(1).present(CARD)
        bench.wait(1_330)
        bench.network.cut()
        bench.wait(30_000)
        bench.network.restore()
        bench.wait(100_000)
