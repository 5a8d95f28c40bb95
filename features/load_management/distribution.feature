Feature: Dynamic load management shares current out among charge points
  Manual, 1.4, 1.5, 7.4 and 7.4.1. Station 1 is the master with its internal slave, the others are slaves that find it.
  What a car is offered is read from its pilot; what flows is measured in the sub-distribution. Who gets how much is not
  asserted where the manual does not say it (D-DLM-12).

  Rule: The sub-distribution limit holds for all charge points together

    @DLM-006
    Scenario: The load of all charge points stays below the fuse of the island on every phase
      Given an island of 4 stations on 20/20/20 A
      When a three-phase car that takes 16 A is plugged in at 1, 2, 3 and 4
      Then the offers to 1, 2, 3 and 4 add up to 14 A to 20 A
      And no phase of the sub-distribution carries more than 20 A for 3 min

    @DLM-005 @DLM-078
    Scenario: The sockets of the master take part
      Given an island of 2 stations on 20/20/20 A
      And a three-phase car that takes 32 A charges at 1
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 7 A to 13 A
      And the car at 1 is offered 7 A to 13 A
      And no phase of the sub-distribution carries more than 20 A for 3 min

    @DLM-007
    Scenario: An island that is connected to L1 only has nothing on L2
      Given the electrician has connected 1 phase to socket 1
      And an island of 2 stations on 32/0/0 A, with
        | all       | Phases connected to the ChargePoint | Single-phase system |
        | station 2 | Phase rotation of the ChargePoint   | STR (L2/L3/L1)      |
      And socket 1 of station 2 is wired STR
      When a single-phase car that takes 32 A is plugged in at 1 and 2
      Then the car at 1 is offered 32 A
      And the sub-distribution carries 32/0/0 A

    @DLM-009
    Scenario: An operator's limit of 0 A on L2 leaves nothing there
      Given the electrician has connected 1 phase to socket 1
      And an island of 2 stations, with
        | master    | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 32/32/32            |
        | master    | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/0/32             |
        | all       | Phases connected to the ChargePoint                 | Single-phase system |
        | station 2 | Phase rotation of the ChargePoint                   | STR (L2/L3/L1)      |
      And socket 1 of station 2 is wired STR
      When a single-phase car that takes 32 A is plugged in at 1 and 2
      Then the car at 1 is offered 32 A
      And the sub-distribution carries 32/0/0 A

    @DLM-007
    Scenario: Each of the three limits binds its own phase
      Given an island of 2 stations on 32/16/32 A, with
        | station 2 | Phase rotation of the ChargePoint | STR (L2/L3/L1) |
      And socket 1 of station 2 is wired STR
      When a single-phase car that takes 32 A is plugged in at 1 and 2
      Then the car at 1 is offered 32 A
      And the car at 2 is offered 16 A

    @DLM-103
    Scenario Outline: Limits of <limits> A are kept, and hold phase by phase
      Given an island of 2 stations on <limits> A, with
        | station 2 | Phase rotation of the ChargePoint | TRS (L3/L1/L2) |
      And socket 1 of station 2 is wired TRS
      When a single-phase car that takes 32 A is plugged in at 1 and 2
      Then the car at 1 is offered <first> A
      And the car at 2 is offered <third> A
      And "EVSE Sub-Distribution Limit (L1/L2/L3) [A]" on page "Load Management" reads "<limits>"

      Examples:
        | limits   | first | third |
        | 63/63/63 | 32    | 32    |
        | 32/20/16 | 32    | 16    |

    @DLM-055
    Scenario: The weakest of house connection, feed line and branch is what is set
      Given an island of 3 stations on 50/50/50 A
      When a three-phase car that takes 32 A is plugged in at 1, 2 and 3
      Then the offers to 1, 2 and 3 add up to 44 A to 50 A
      And no phase of the sub-distribution carries more than 50 A for 2 min

    @DLM-038
    Scenario: The currents follow the limit
      Given an island of 4 stations on 63/63/63 A
      And a three-phase car that takes 32 A charges at 1, 2, 3 and 4
      Then the offers to 1, 2, 3 and 4 add up to 55 A to 63 A
      When the sub-distribution limits become 40/40/40 A
      Then the offers to 1, 2, 3 and 4 add up to 32 A to 40 A
      And from 65 s on the sub-distribution carries 40 A per phase at most, for 1 min
      When the sub-distribution limits become 20/20/20 A
      Then the offers to 1, 2, 3 and 4 add up to 16 A to 20 A

  Rule: The operator's limit may be lower

    Scenario Outline: An operator limit of <operator> A below an EVSE limit of 20/20/20 A
      Given an island of 2 stations on 20/20/20 A
      When the operator of station 1 sets "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]" to "<operator>"
      And a single-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered <offer> A

      @DLM-008
      Examples:
        | operator | offer |
        | 20/20/20 | 20    |
        | 16/20/16 | 16    |

    @DLM-008
    Scenario: An operator limit above the EVSE limit has no effect
      Given an island of 2 stations on 20/20/20 A
      When the operator of station 1 tries to set "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]" to "21/20/20"
      And a single-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered 20 A

    @DLM-009
    Scenario: The lower operator limit binds, until it is raised
      Given an island of 3 stations, with
        | master | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 63/63/63 |
        | master | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 25/25/25 |
      And a three-phase car that takes 32 A charges at 1, 2 and 3
      Then the offers to 1, 2 and 3 add up to 19 A to 25 A
      When the operator of station 1 sets "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]" to "63/63/63"
      Then the offers to 1, 2 and 3 add up to 57 A to 63 A

    Scenario Outline: EVSE limit <evse> A, operator limit <operator> A: each binds its own phase
      Given an island of 3 stations, with
        | master    | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | <evse>         |
        | master    | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | <operator>     |
        | station 2 | Phase rotation of the ChargePoint                   | STR (L2/L3/L1) |
        | station 3 | Phase rotation of the ChargePoint                   | TRS (L3/L1/L2) |
      And socket 1 of station 2 is wired STR
      And socket 1 of station 3 is wired TRS
      When a single-phase car that takes 32 A is plugged in at 1, 2 and 3
      Then the car at 1 is offered <first> A
      And the car at 2 is offered <second> A
      And the car at 3 is offered <third> A

      @DLM-009
      Examples:
        | evse     | operator | first | second | third |
        | 32/32/32 | 21/24/27 | 21    | 24     | 27    |

      @DLM-103
      Examples:
        | evse     | operator | first | second | third |
        | 27/24/21 | 27/24/21 | 27    | 24     | 21    |

    @DLM-104
    Scenario: Both limits may be the same
      Given an island of 2 stations on 63/63/63 A
      Then "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]" on page "Load Management" reads "63/63/63"
      When a three-phase car that takes 32 A is plugged in at 1 and 2
      Then the offers to 1 and 2 add up to 59 A to 63 A
      And no phase of the sub-distribution carries more than 63 A for 3 min

  Rule: Each station keeps its own limits

    @DLM-003
    Scenario Outline: The operator's limit of 1/<socket>
      Given an island of 2 stations on 63/63/63 A
      When the operator of station 1 sets "<parameter>" to "32"
      And the operator of station 1 tries to set "<parameter>" to "33"
      Then "<parameter>" on page "Load Management" reads "32"
      When the operator of station 1 sets "<parameter>" to "20"
      And a three-phase car that takes 32 A is plugged in at 1/<socket>
      Then the car at 1/<socket> is offered 20 A

      Examples:
        | socket | parameter                  |
        | 1      | Operator Current Limit [A] |

    @DLM-004
    Scenario: The operator's limit of 1/2 is its own
      Given an island of 2 stations on 63/63/63 A
      When the operator of station 1 tries to set "Operator Current Limit [A] (Connector 2)" to "33"
      Then "Operator Current Limit [A] (Connector 2)" on page "Load Management" reads "32"
      When the operator of station 1 sets "Operator Current Limit [A] (Connector 2)" to "10"
      And a three-phase car that takes 32 A is plugged in at 1 and 1/2
      Then the car at 1 is offered 32 A
      And the car at 1/2 is offered 10 A

    @DLM-031
    Scenario: The operator's limit of socket 1 of a slave caps what the master assigns
      Given an island of 2 stations on 63/63/63 A
      When the operator of station 2 tries to set "Operator Current Limit [A]" to "33"
      Then the operator of station 2 reads "Operator Current Limit [A]" as "32"
      When the operator of station 2 sets "Operator Current Limit [A]" to "13"
      And a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 13 A

    @DLM-032
    Scenario: The operator's limit of socket 2 of a slave is its own
      Given an island of 2 stations on 100/100/100 A
      When the operator of station 2 tries to set "Operator Current Limit [A] (Connector 2)" to "33"
      Then the operator of station 2 reads "Operator Current Limit [A] (Connector 2)" as "32"
      When the operator of station 2 sets "Operator Current Limit [A] (Connector 2)" to "13"
      And a three-phase car that takes 32 A is plugged in at 2 and 2/2
      Then the car at 2 is offered 32 A
      And the car at 2/2 is offered 13 A

    @DLM-001
    Scenario: The fuse of the master's own station binds its two sockets
      Given an island of 2 stations on 63/63/63 A
      And station 1 has one feed of 16 A
      When a three-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered 16 A
      When a three-phase car that takes 32 A is plugged in at 1/2
      Then the offers to 1 and 1/2 add up to 14 A to 16 A
      And no feed of station 1 carries more than 16 A for 3 min

    @DLM-029
    Scenario: The fuse of a slave's own station binds it even when the master has more
      Given an island of 2 stations on 63/63/63 A
      And station 2 has one feed of 16 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 16 A
      When a three-phase car that takes 32 A is plugged in at 2/2
      Then the offers to 2 and 2/2 add up to 14 A to 16 A
      And no feed of station 2 carries more than 16 A for 3 min

  Rule: Rotation and phases in use

    @DLM-002
    Scenario: The rotation of each socket of the master counts
      Given an island of 2 stations on 48/20/48 A, with
        | master | Phase rotation of the ChargePoint               | RST (L1/L2/L3, standard phase position) |
        | master | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1)                          |
      And socket 2 of station 1 is wired STR
      And a single-phase car that takes 16 A charges at 1 and 1/2
      Then the sub-distribution carries 16/16/0 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the sub-distribution carries 16/16/0 A to 48/20/48 A after two sample periods

    @DLM-002 @PHR-012
    Scenario: A single-phase charge point of the master that hangs on grid L2
      Given the electrician has connected 1 phase to socket 1, as "STR"
      And an island of 2 stations on 32/20/32 A, with
        | master | Phases connected to the ChargePoint | Single-phase system |
        | master | Phase rotation of the ChargePoint   | STR (L2/L3/L1)      |
      When a three-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered 20 A
      And the sub-distribution carries 0/20/0 A

    @DLM-030
    Scenario: The rotation of a slave's sockets counts
      Given an island of 2 stations on 48/48/20 A, with
        | station 2 | Phase rotation of the ChargePoint               | TRS (L3/L1/L2) |
        | station 2 | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1) |
      And socket 1 of station 2 is wired TRS
      And socket 2 of station 2 is wired STR
      And a single-phase car that takes 16 A charges at 2 and 2/2
      Then the sub-distribution carries 0/16/16 A
      When a three-phase car that takes 32 A is plugged in at 1
      Then the sub-distribution carries 0/16/16 A to 48/48/20 A after two sample periods

    @DLM-060
    Scenario: A single-phase car takes nothing from the other phases
      Given an island of 3 stations on 40/40/40 A, with
        | all       | Minimum Current Limit [A]         | 10             |
        | master    | Operator Current Limit [A]        | 10             |
        | station 3 | Phase rotation of the ChargePoint | STR (L2/L3/L1) |
      And socket 1 of station 3 is wired STR
      And a three-phase car that takes 10 A charges at 1
      And a single-phase car that takes 32 A charges at 2
      And a single-phase car that takes 10 A charges at 3
      When the sub-distribution limits become 20/20/20 A
      Then the sub-distribution carries 18/18/9 A to 20/20/10 A after two sample periods
      And from 65 s on the sub-distribution carries 20 A per phase at most, for 3 min

    @DLM-061
    Scenario: Three single-phase cars on three rotations all get what they want
      Given an island of 3 stations on 20/20/20 A, with
        | station 2 | Phase rotation of the ChargePoint | STR (L2/L3/L1) |
        | station 3 | Phase rotation of the ChargePoint | TRS (L3/L1/L2) |
      And socket 1 of station 2 is wired STR
      And socket 1 of station 3 is wired TRS
      And a single-phase car that takes 16 A was plugged in at 1, 2 and 3
      When 35 s go by
      Then the sub-distribution carries 16/16/16 A

    @DLM-061
    Scenario: Three single-phase cars on one phase share it
      Given an island of 3 stations on 20/20/20 A
      When a single-phase car that takes 16 A is plugged in at 1, 2 and 3
      Then the sub-distribution carries 16/0/0 A to 20/0/0 A after two sample periods
      And no phase of the sub-distribution carries more than 20 A for 3 min

    @DLM-070
    Scenario: Three single-phase cars of 32 A on L1 share 63 A there
      Given an island of 3 stations on 63/63/63 A
      When a single-phase car that takes 32 A is plugged in at 1, 2 and 3
      Then the sub-distribution carries 57/0/0 A to 63/0/0 A after two sample periods
      And no phase of the sub-distribution carries more than 63 A for 3 min

    @DLM-070
    Scenario: A three-phase car of 7 A leaves 56 A on each phase
      Given an island of 3 stations on 63/63/63 A, with
        | station 3 | Operator Current Limit [A] | 7 |
      And a three-phase car that takes 32 A charges at 3
      When a single-phase car that takes 32 A is plugged in at 1 and 2
      Then the offers to 1 and 2 add up to 52 A to 56 A

    @DLM-062
    Scenario Outline: What a slave that is cut off still takes on L<phase> is given to nobody
      Given an island of 3 stations on 40/40/40 A, with
        | station 2 | Phase rotation of the ChargePoint | <rotation> |
        | station 3 | Phase rotation of the ChargePoint | <rotation> |
      And socket 1 of station 2 is wired <wired>
      And socket 1 of station 3 is wired <wired>
      And a single-phase car that takes 32 A charges at 2
      When the network cable of station 2 is pulled out
      And a single-phase car that takes 32 A is plugged in at 3
      Then no phase of the sub-distribution carries more than 40 A for 2 min

      Examples:
        | phase | wired | rotation                                |
        | 1     | RST   | RST (L1/L2/L3, standard phase position) |
        | 2     | STR   | STR (L2/L3/L1)                          |
        | 3     | TRS   | TRS (L3/L1/L2)                          |

  Rule: Nothing is left unused, and nothing is given twice

    @DLM-067
    Scenario: A car that asks for current long after the other finds room in the island
      Given an island of 2 stations on 32/32/32 A
      And a vehicle that is not ready to charge is plugged in at socket 1
      And a three-phase car that takes 32 A was plugged in at 2
      And 5 min go by
      When the vehicle at socket 1 becomes ready to charge
      Then no phase of the sub-distribution carries more than 32 A for 2 min
      And the offers to 1 and 2 add up to 28 A to 32 A

    @DLM-058
    Scenario: What a full car leaves stays with the other
      Given an island of 2 stations on 32/32/32 A
      And a three-phase car that takes 32 A charges at 1 and 2
      And the vehicle at socket 1 paused
      When 2 min go by
      Then for 15 min the cars at 2 are offered no less than 24 A

    @DLM-058
    Scenario: What a car that has not asked for current leaves stays with the other
      Given an island of 2 stations on 32/32/32 A
      And a vehicle that is not ready to charge is plugged in at socket 1
      And a three-phase car that takes 32 A was plugged in at 2
      When 3 min go by
      Then for 15 min the cars at 2 are offered no less than 24 A

    @DLM-058
    Scenario: What a car does not use is given to another
      Given an island of 2 stations on 32/32/32 A, with
        | all | Minimum Current Limit [A] | 10 |
      And a three-phase car that takes 10 A charges at 1
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 20 A to 22 A
      And no phase of the sub-distribution carries more than 32 A for 3 min

    @DLM-123
    Scenario: A car that tapers leaves its current to another, step by step
      Given an island of 2 stations on 40/40/40 A
      And a three-phase car that takes 32 A charges at 1 and 2
      Then as the car at 1 tapers from 32 A to 6 A in 30 min, the car at 2 is offered what is left of 40 A

    @DLM-059 @DLM-074
    Scenario: Four charge points of 32 A on 63 A
      Given an island of 4 stations on 63/63/63 A
      When a three-phase car that takes 32 A is plugged in at 1, 2, 3 and 4
      Then the offers to 1, 2, 3 and 4 add up to 59 A to 63 A
      And each of 1, 2, 3 and 4 is offered 0 A or at least 7 A
      And no phase of the sub-distribution carries more than 63 A for 3 min

    @DLM-075
    Scenario: One car on 63 A gets the maximum of its charge point
      Given an island of 2 stations on 63/63/63 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 32 A

  Rule: Minimum

    @DLM-019
    Scenario Outline: The Minimum Current Limit is 7 A from the factory
      Given an island of 2 stations on <limit>/<limit>/<limit> A
      Then "Minimum Current Limit [A]" on page "Load Management" reads "7"
      When a three-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered <offer> A

      Examples:
        | limit | offer |
        | 7     | 7     |
        | 6     | 0     |

    @DLM-034
    Scenario: The Minimum Current Limit of a slave is 7 A from the factory, and it is assigned no less
      Given an island of 2 stations on 12/12/12 A, with
        | master | Minimum Current Limit [A] | 6 |
      And a three-phase car that takes 32 A charges at 2
      Then the operator of station 2 reads "Minimum Current Limit [A]" as "7"
      When a three-phase car that takes 32 A is plugged in at 1
      Then each of 1 and 2 is offered 0 A or at least 7 A
      And the offers to 1 and 2 add up to 10 A to 12 A

    @DLM-020
    Scenario: With a minimum of 7 A a car that needs 8 A is offered 7 A and draws nothing
      Given an island of 2 stations on 7/7/7 A
      When a car that does not charge below 8 A is plugged in at 2
      Then the car at 2 is offered 7 A
      And the sub-distribution carries 0/0/0 A

    @DLM-020
    Scenario Outline: With a minimum of 8 A and <limit> A a car that needs 8 A
      Given an island of 2 stations on <limit>/<limit>/<limit> A, with
        | all | Minimum Current Limit [A] | 8 |
      When a car that does not charge below 8 A is plugged in at 2
      Then the car at 2 is offered <offer> A
      And the sub-distribution carries <offer>/<offer>/<offer> A

      Examples:
        | limit | offer |
        | 7     | 0     |
        | 8     | 8     |
