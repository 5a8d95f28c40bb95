"""What is sent to the control interface of the station, and what it answers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from fixtures.servers.control import Done, Sent


class SocketState(BaseModel):
    """What can be seen and measured at a socket."""

    socket: int
    cable_a: int | None = Field(description="Rating of the plug that is in the socket; null: none.")
    car: bool = Field(description="A car is at the other end.")
    car_ready: bool
    plug_locked: bool
    offered_da: int = Field(description="As the car reads the pilot, in deciamperes; 0: without PWM.")
    current_da: int = Field(description="On the conductor that carries most, in deciamperes.")
    currents_da: tuple[int, int, int] = Field(description="On the socket's L1, L2 and L3.")
    energy_wh: int = Field(description="The meter's register.")


class State(BaseModel):
    """The station from outside."""

    now_ms: int
    supply: bool
    software: bool = Field(description="The station's software runs.")
    crash: str = Field(description='What its software died of, "" while it did not.')
    line: bool = Field(description="The cable to the backend is whole.")
    sockets: list[SocketState]


class Stretch(BaseModel):
    """What the ring showed for a while; motion: steady, blinking (one lit stretch is a flash), rotating or dark."""

    from_ms: int
    to_ms: int
    motion: str
    colours: list[str]


class Model(Sent):
    """What kind of car it is; the defaults are those of an ordinary one."""

    conductors: tuple[int, ...] = Field(default=(1, 2, 3), description="Which of the socket's L1, L2 and L3 it loads.")
    most_a: int = 32
    least_a: int = Field(default=6, description="Offered less than this it does not charge.")
    reaction_ms: int = Field(default=100, description="From a change of the pilot to what the car makes of it.")
    ramp_a_per_s: int = Field(default=0, description="How fast its current rises; 0: at once.")
    sleeps_after_ms: int | None = Field(default=None, description="Without an offer for so long it sleeps.")
    shares_percent: tuple[int, int, int] = Field(default=(100, 100, 100), description="Of its current, by conductor.")


class Cable(Sent):
    """A cable and the car at its other end."""

    cable_a: int = 32
    ready: bool = True
    model: Model = Model()


class Connected(Sent):
    """A car for a cable that is there already."""

    ready: bool = True
    model: Model = Model()


class Ready(Sent):
    """Whether the car wants to charge."""

    ready: bool = True


class Demand(Sent):
    """What the car takes at most on each conductor; null: all it can."""

    demand_a: int | None = None


class Conductors(Sent):
    """Which of the socket's conductors the car loads."""

    conductors: tuple[int, ...]


class Card(Sent):
    """A card that is held to the reader and taken away again; uid in hexadecimal."""

    uid: str = Field(examples=["0A0E9B83"])
    hold_ms: int = Field(2_000, ge=0, le=600_000)
    technology: str = "MIFARE Classic"
    form: str = Field("card", description='Or "key fob".')


class Switch(Sent):
    """On or off."""

    on: bool


class Leads(Sent):
    """Where a name and port of the backend's URL lead to."""

    port: int = Field(ge=1, le=65535)
    to_host: str = "127.0.0.1"
    to_port: int = Field(ge=1, le=65535)


class Login(Sent):
    """Somebody at the login page."""

    user: str
    password: str


class Opened(Done):
    """Whether the pages opened."""

    opened: bool


class Typed(Sent):
    """A value that is typed into a field."""

    parameter: str
    text: str


class Refusal(Done):
    """What the page says against it; "" when it was taken."""

    refusal: str


class Wanted(Sent):
    """A page of the configuration interface."""

    page: str = "Menu"


class Page(Done):
    """Labels and values in their order; none when there is no such page or nobody is logged in."""

    rows: dict[str, str]
