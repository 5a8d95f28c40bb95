"""What a page says of changes that are not in force yet."""

from __future__ import annotations

from reference_impl.blocks.configuration.changes import BUTTONS, RESTART_DUE, UNSAVED, notices
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.store import ConfigurationStore
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import feed

MINIMUM, NETWORK_ID = "Minimum Current Limit [A]", "DLM Network Id"


def page(made: ConfigurationStore) -> dict[str, str]:
    (shown,) = feed(made, ev.PageOpened("Load Management"))
    assert isinstance(shown, fx.ShowPage)
    return dict(shown.rows)


def test_one_notice_at_a_time() -> None:
    assert notices(unsaved=False, restart_due=False) == ()
    assert notices(unsaved=True, restart_due=True) == ((UNSAVED, BUTTONS),)
    assert notices(unsaved=False, restart_due=True) == ((RESTART_DUE, BUTTONS),)


def test_a_value_that_is_typed_back_is_no_change() -> None:
    made = ConfigurationStore(KEYS)
    feed(made, ev.ValueEntered(MINIMUM, "10"))
    assert page(made)[UNSAVED] == BUTTONS
    feed(made, ev.ValueEntered(MINIMUM, "7"))
    assert UNSAVED not in page(made)


def test_reset_forgets_what_was_typed() -> None:
    made = ConfigurationStore(KEYS)
    feed(made, ev.ValueEntered(MINIMUM, "10"), ev.ChangesDropped())
    assert page(made)[MINIMUM] == "7"
    assert feed(made, ev.SaveRequested(restart=False)) == []


def test_a_restart_is_due_only_for_what_needs_one() -> None:
    made = ConfigurationStore(KEYS)
    feed(made, ev.ValueEntered(MINIMUM, "10"), ev.SaveRequested(restart=False))
    assert RESTART_DUE not in page(made)
    feed(made, ev.ValueEntered(NETWORK_ID, "3"), ev.SaveRequested(restart=False))
    assert page(made)[RESTART_DUE] == BUTTONS
