Feature: What the screens of load management show, at work
  Manual, 7.4, the screens of firmware 5.29.4 and 5.10.0: their values are entered, and what they say is what happens. A place
  is written as station/socket; station 1 is the master.

  @DLM-087
  Scenario: Of 20 A a vehicle alone is offered 20 A, 33.3 % on the pilot
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    When a car is plugged in at 1/1
    Then the car at 1/1 is offered 20 A
    And the pilot of socket 1 shows 33.3 %

  @DLM-087 @DLM-088
  Scenario: Of 20 A two vehicles are offered 20 A together
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    When a car is plugged in at 1/1 and 1/2
    Then the offers to 1/1 and 1/2 add up to 16 A to 20 A
    And no phase of the sub-distribution carries more than 20 A for 5 min

  Scenario Outline: External input <input> has no influence
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    And cars charge at 1/1
    When external input <input> of the master closes
    Then for 5 min the cars at 1/1 are offered the same

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
    When a single-phase car that takes 32 A is plugged in at 1/1
    Then the car at 1/1 is offered 32 A

  @DLM-098
  Scenario Outline: Limits do not depend on the time of day: <later> later
    Given a charging plaza of a master and 0 slaves with 20 A on each phase
    And cars charge at 1/1
    And the car at 1/1 was offered 20 A
    And the supply was cut for <later>
    When 3 min go by
    Then the car at 1/1 is offered 20 A

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
    When a car is plugged in at 1/1, 1/2, 2/1 and 2/2
    Then the offers to 1/1, 1/2, 2/1 and 2/2 add up to 92 A to 100 A
    And no phase of the sub-distribution carries more than 100 A for 5 min

  @DLM-114
  Scenario: Of 19 A with a minimum of 10 A one vehicle charges and one pauses
    Given a charging plaza of a master and 0 slaves with 19 A on each phase and
      | Minimum Current Limit [A] | 10 |
    When a car is plugged in at 1/1 and 1/2
    Then 1 of the cars at 1/1 and 1/2 charge, and the others pause
    And the offers to 1/1 and 1/2 add up to 19 A to 19 A
    And no phase of the sub-distribution carries more than 19 A for 3 min

  @DLM-115
  Scenario: A Disconnected Limit of 8 A is offered without the master, though the minimum is 10 A
    Given a charging plaza of a master and 1 slaves with 100 A on each phase and
      | Minimum Current Limit [A] | 10 |
    And the Disconnected Limit of station 2 is 8 A
    And cars charge at 2/1
    And the car at 2/1 was offered 32 A
    When the network cable of station 2 is pulled out
    Then the car at 2/1 is offered 8 A
