"""Values: typed, saved, in force; read and written by the backend; cards that are learned."""

from __future__ import annotations

from typing import Any

import pytest

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.ocpp_face import VIEWS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.errors import UnknownKey

from .telling import asked, feed, told

FREE, LIMIT = "Free Charging", "Operator Current Limit [A]"
ENABLE, LIST = "Enable local whitelist", "List of entries in local whitelist"
SAVE = ev.SaveRequested(restart=False)


def store(**saved: str) -> ConfigurationStore:
    made = ConfigurationStore(KEYS)
    feed(made, ev.RecordsRestored({"configuration": saved}))
    return made


def restarted(effects: list[fx.Effect]) -> ConfigurationStore:
    """The store of the next power cycle, with what these effects left on the disk."""
    written = [effect for effect in effects if isinstance(effect, fx.Persist) and effect.record == "configuration"]
    return store(**written[-1].value)


def page(made: ConfigurationStore, name: str) -> dict[str, str]:
    (shown,) = asked(feed(made, ev.PageOpened(name)))
    assert isinstance(shown, fx.ShowPage)
    return dict(shown.rows)


def answer(made: ConfigurationStore, *names: str) -> dict[str, Any]:
    (sent,) = asked(feed(made, ev.ConfigurationAsked("m", names)))
    assert isinstance(sent, fx.SendAnswer)
    assert (sent.message_id, sent.action) == ("m", "GetConfiguration")
    return sent.payload


def write(made: ConfigurationStore, name: str, text: str) -> str:
    *_, sent = feed(made, ev.ConfigurationWritten("m", name, text))
    assert isinstance(sent, fx.SendAnswer)
    return str(sent.payload["status"])


def test_a_long_value_is_cut_or_whole_as_the_operator_wants_it() -> None:
    """BKD-093, BKD-094; what is checked against OCPP's limits is the cut one."""
    long_list = ":".join(["04a1b2c3"] * 100)
    for wanted, length in (("Off", 500), ("On", len(long_list))):
        made = store(**{"List of entries in local whitelist": long_list, "Allow long get configuration keys": wanted})
        (sent,) = asked(feed(made, ev.ConfigurationAsked("m", ("LocalWhitelistEntries",))))
        assert isinstance(sent, fx.SendAnswer)
        (row,) = sent.payload["configurationKey"]
        assert len(row["value"]) == length
        assert len((sent.checked or sent.payload)["configurationKey"][0]["value"]) == 500


def test_every_key_has_a_factory_value_that_its_own_reader_takes() -> None:
    for key in KEYS:
        key.read(key.default)
        assert not key.choices or key.default in key.choices, key.name


def test_no_two_keys_have_one_name() -> None:
    for names in ([key.name for key in KEYS], [key.ocpp for key in KEYS if key.ocpp]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        # printed in the manual
        ("Vehicle connection timeout", "45"),
        ("Backend connection timeout", "60"),
        ("If in doubt allow charging", "Off"),
        ("Send Authorize for RemoteStart", "On"),
        ("Lock Actuator only if authorized", "Off"),
        ("RFID Tag letter case", "Lower Case"),
        ("Free Charging", "Off"),
    ],
)
def test_the_factory_values_of_the_manual(name: str, value: str) -> None:
    assert store().text(name) == value


def test_what_is_typed_is_shown_and_nothing_else() -> None:
    made = store()
    assert feed(made, ev.ValueEntered(FREE, "On")) == []
    assert page(made, "Authorization")[FREE] == "On"
    assert not made.on(FREE)


def test_what_is_typed_is_not_told_to_the_backend() -> None:
    """A field that somebody edits and does not save has no effect outside of that screen."""
    made = store()
    feed(made, ev.ValueEntered(FREE, "On"))
    assert answer(made, "FreeCharging")["configurationKey"][0]["value"] == "false"


def test_what_is_saved_is_in_force_after_a_restart_and_not_before() -> None:
    made = store()
    effects = feed(made, ev.ValueEntered(FREE, "On"), SAVE)
    assert told(effects) == [ev.ValueStored(FREE, live=False)]
    assert not made.on(FREE)
    assert restarted(effects).on(FREE)


def test_a_live_value_is_in_force_at_once() -> None:
    made = store()
    assert told(feed(made, ev.ValueEntered(LIMIT, "10"), SAVE)) == [ev.ValueStored(LIMIT, live=True)]
    assert made.number(LIMIT) == 10


def test_saving_one_value_keeps_the_others() -> None:
    effects = feed(store(**{FREE: "On"}), ev.ValueEntered(LIMIT, "10"), SAVE)
    assert restarted(effects).on(FREE)


def test_saving_nothing_writes_nothing() -> None:
    assert feed(store(), SAVE) == []


def test_save_and_restart_asks_for_the_restart_last() -> None:
    effects = feed(store(), ev.ValueEntered(FREE, "On"), ev.SaveRequested(restart=True))
    assert effects[-1] == fx.Tell(ev.RestartRequested("Reboot"))


def test_what_is_typed_is_forgotten_without_saving() -> None:
    made = store()
    feed(made, ev.ValueEntered(FREE, "On"))
    assert not store().on(FREE)
    feed(made, SAVE)
    assert feed(made, SAVE) == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Vehicle connection timeout", "soon", "is not a whole number from 1 to 86400 s"),
        ("Vehicle connection timeout", "0", "is not a whole number from 1 to 86400 s"),
        ("Free Charging", "on", "is neither 'On' nor 'Off'"),
        ("Free Charging Mode", "free", "is not on offer; choose one of: No OCPP; "),
        ("NumberOfConnectors", "3", "cannot be changed"),
        ("DLM Master IP Address", "master", "'master' is not an IPv4 address, as in 192.168.1.77"),
        ("Free Chargin", "On", "there is no configuration key 'Free Chargin'; did you mean 'Free Charging'?"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(name: str, text: str, sentence: str) -> None:
    made = store()
    (refused,) = told(feed(made, ev.ValueEntered(name, text)))
    assert isinstance(refused, ev.ValueRefused)
    assert sentence in refused.sentence
    assert feed(made, SAVE) == []


def test_a_block_that_asks_for_a_key_that_does_not_exist_is_told_the_nearest() -> None:
    with pytest.raises(UnknownKey, match="did you mean 'Free Charging'"):
        store().text("Free Charging?")


# ---------------------------------------------------------------- the backend


@pytest.mark.parametrize(
    ("key", "text", "status"),
    [
        ("OperatorCurrentLimit", "10", "Accepted"),
        ("HeartbeatInterval", "60", "Accepted"),
        ("FreeCharging", "On", "RebootRequired"),
        ("FreeCharging", "true", "RebootRequired"),
        ("AuthorizeRemoteTxRequests", "false", "RebootRequired"),
        ("OperatorCurrentLimit", "99", "Rejected"),
        ("FreeCharging", "yes", "Rejected"),
        ("NumberOfConnectors", "3", "Rejected"),
        ("NoSuchKey", "1", "NotSupported"),
    ],
)
def test_the_backend_writes_a_value_and_learns_what_became_of_it(key: str, text: str, status: str) -> None:
    """OCPP 1.6, 5.3."""
    assert write(store(), key, text) == status


def test_a_written_value_is_on_the_disk_before_the_answer_leaves() -> None:
    effects = feed(store(), ev.ConfigurationWritten("m", "OperatorCurrentLimit", "10"))
    kinds = [type(effect) for effect in effects]
    assert kinds.index(fx.Persist) < kinds.index(fx.SendAnswer)


def test_a_refused_value_changes_nothing() -> None:
    assert [type(effect) for effect in feed(store(), ev.ConfigurationWritten("m", "OperatorCurrentLimit", "99"))] == [
        fx.SendAnswer
    ]


def test_the_backend_reads_the_keys_that_it_names_and_hears_of_unknown_ones() -> None:
    assert answer(store(), "HeartbeatInterval", "NoSuchKey", "NumberOfConnectors") == {
        "configurationKey": [
            {"key": "HeartbeatInterval", "readonly": False, "value": "240"},
            {"key": "NumberOfConnectors", "readonly": True, "value": "2"},
        ],
        "unknownKey": ["NoSuchKey"],
    }


def test_without_names_it_reads_all_keys() -> None:
    payload = answer(store())
    assert [row["key"] for row in payload["configurationKey"]] == [
        *(key.ocpp for key in KEYS if key.ocpp and not key.secret),
        *(view.ocpp for view in VIEWS),
    ]
    assert "unknownKey" not in payload


def test_it_reads_what_it_has_written_although_that_is_not_in_force_yet() -> None:
    made = store()
    write(made, "FreeCharging", "On")
    assert answer(made, "FreeCharging")["configurationKey"][0]["value"] == "true"


def test_a_long_value_is_cut_to_what_ocpp_can_carry() -> None:
    made = store(**{LIST: ":".join(["04A1B2C3"] * 100)})
    assert len(answer(made, "LocalWhitelistEntries")["configurationKey"][0]["value"]) == 500


# ---------------------------------------------------------------- the local whitelist


def test_the_list_in_force_is_told_at_boot() -> None:
    """WLL-011: separated by colons."""
    made = ConfigurationStore(KEYS)
    effects = feed(made, ev.RecordsRestored({"configuration": {LIST: "04A1B2C3::04FFFFFF"}}))
    assert ev.WhitelistChanged(("04A1B2C3", "04FFFFFF")) in told(effects)


def test_learned_cards_are_added_once_each_and_kept_when_saved() -> None:
    made = store(**{LIST: "04A1B2C3", ENABLE: "On"})
    effects = feed(made, *(ev.CardLearned(tag) for tag in ("04FFFFFF", "04A1B2C3", "04FFFFFF", "04EEEEEE")), SAVE)
    assert restarted(effects).text(LIST) == "04A1B2C3:04FFFFFF:04EEEEEE"


def test_learned_cards_are_lost_without_saving() -> None:
    made = store()
    assert feed(made, ev.CardLearned("04FFFFFF")) == []


def test_the_page_of_the_lists_appears_with_the_local_whitelist() -> None:
    """WLL-014."""
    assert feed(store(), ev.PageOpened("Whitelists")) == []
    assert LIST in page(store(**{ENABLE: "On"}), "Whitelists")


def test_no_button_makes_a_list_that_its_field_would_refuse() -> None:
    made = store(**{"Enable local whitelist": "On"})
    file = "\n".join(f"04{number:012x}" for number in range(40_000))
    (refused,) = told(feed(made, ev.ListButtonUsed("Import list", file)))
    assert isinstance(refused, ev.ValueRefused)
    assert "500000" in refused.sentence
    assert page(made, "Whitelists")["List of entries in local whitelist"] == ""
