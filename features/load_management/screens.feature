Feature: What the screens of load management show, at work
  Manual, 7.4, the screens of firmware 5.29.4 and 5.10.0: their values are entered, and what they say is what happens. A place
  is written as station/socket; station 1 is the master.

  @DLM-087
  Scenario: Of 20 A a vehicle alone is offered 20 A, 33.3 % on the pilot
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    When vehicles come to the plaza at 1/1
    Then the plaza offers 20 A at 1/1
    And the pilot of socket 1 shows 33.3 %

  @DLM-087 @DLM-088
  Scenario: Of 20 A two vehicles are offered 20 A together
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    When vehicles come to the plaza at 1/1, 1/2
    Then for 5 min the plaza offers no more than 20 A together, and 16 A soon

  Scenario Outline: External input <input> has no influence
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    And vehicles are charging in the plaza at 1/1
    When external input <input> of the master closes
    Then for 5 min the plaza changes no offer

    @DLM-089
    Examples:
      | input |
      | 1     |

    @DLM-090
    Examples:
      | input |
      | 2     |

  @DLM-093
  Scenario: A single-phase vehicle alone is not reduced for the other phases
    Given a charging plaza of a master and 0 slaves with 32 A on each phase
    When a vehicle of one phase comes to the plaza at 1/1
    And 3 min go by
    Then the plaza offers 32 A at 1/1

  @DLM-098
  Scenario Outline: Limits do not depend on the time of day: <later> later
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    And vehicles are charging in the plaza at 1/1
    And the plaza offers 20 A at 1/1
    And the supply was cut for <later>
    When 3 min go by
    Then the plaza offers 20 A at 1/1

    Examples:
      | later |
      | 6 h   |
      | 12 h  |
      | 18 h  |
      | 24 h  |

  @DLM-099 @DLM-100
  Scenario: Without SEMP and EEBus nothing of them is on the network
    Given a charging plaza of a master and 1 slaves with 20 A on each phase
    Then nothing but load management is announced on the network for 10 min

  @DLM-113
  Scenario: Of 100 A four vehicles of 32 A are offered 100 A together
    Given a charging plaza of a master and 1 slaves with 100 A on each phase
    When vehicles come to the plaza at 1/1, 1/2, 2/1, 2/2
    Then for 5 min the plaza offers no more than 100 A together, and 92 A soon

  @DLM-114
  Scenario: Of 19 A with a minimum of 10 A one vehicle charges and one pauses
    Given a charging plaza of a master and 0 slaves with 19 A on each phase and
      | Minimum Current Limit [A] | 10 |
    When vehicles come to the plaza at 1/1, 1/2
    And 3 min go by
    Then one vehicle of the plaza is offered 19 A and the other nothing: 1/1, 1/2

  @DLM-115
  Scenario: A Disconnected Limit of 8 A is offered without the master, though the minimum is 10 A
    Given a charging plaza of a master and 1 slaves with 100 A on each phase and
      | Minimum Current Limit [A] | 10 |
    And the Disconnected Limit of station 2 is 8 A
    And vehicles are charging in the plaza at 2/1
    And the plaza offers 32 A at 2/1
    When the link of station 2 of the plaza breaks
    Then the plaza offers 8 A at 2/1
