Feature: Failures of the DLM master
  Manual, 7.7: slaves without their master fall back to their Disconnected Limits; a master that is back takes over.

  @DLF-004
  Scenario: The line to the backend is none of the paths of load management
    Given a station that is connected to its backend
    And a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
    And cars charge at 2 and 3
    When the line to the backend is cut
    Then for 2 min the cars at 2 and 3 are offered the same
    And the dashboard of station 1 lists 2 connected slaves and 0 missing

  @DLF-005
  Scenario: The slave controller of a double station that does not hear the other falls back
    Given a station with one feed of 32 A
    And cars charge at 1/1 and 1/2
    Then the offers to 1/1 and 1/2 add up to 28 A to 32 A
    When the USB link between master and slave is lost
    Then within 65 s the cars are offered
      | 1/2 | 7 A |
    And the car at 1/1 is offered 6 A to 25 A
    And for 2 min the cars at 1/1 and 1/2 are offered the same

  @DLF-005
  Scenario: Without that link the master's socket leaves free what the slave's may take, though nobody is there yet
    Given a station with one feed of 32 A
    And cars charge at 1/1
    And the cars are offered
      | 1/1 | 32 A |
    When the USB link between master and slave is lost
    Then within 65 s the cars are offered
      | 1/1 | 25 A |

  @DLF-021
  Scenario: When the link between the controllers of a double station is back, its sockets share the feed again
    Given a station with one feed of 32 A
    And cars charge at 1/1 and 1/2
    And the USB link between master and slave was lost
    And 2 min go by
    When the USB link between master and slave is back
    And the car at 1/1 leaves
    Then within 65 s the cars are offered
      | 1/2 | 32 A |

  @DLF-023
  Scenario: A transaction outlasts failure and return of the master
    Given a station that is connected to its backend
    And a site with 20 A on each phase and these stations
      | station | role               | Free Charging |
      | 1       | slave              | Off           |
      | 2       | stand-alone master |               |
    And the backend accepts card "0a0e9b83"
    And a session of card "0A0E9B83" runs at socket 1
    When the supply of station 2 fails
    Then within 65 s the cars are offered
      | 1 | 7 A |
    When the supply of station 2 comes back
    Then within 3 min the cars are offered
      | 1 | 20 A |
    And the backend has seen one transaction, and it runs

  Rule: Three slaves of a stand-alone master

    Background:
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] | Operator Current Limit [A] |
        | 1       | stand-alone master |                        |                            |
        | 2       | slave              | 7                      | 20                         |
        | 3       | slave              | 8                      | 15                         |
        | 4       | slave              | 10                     | 28                         |

    Scenario Outline: <failure>: each slave falls back to its own Disconnected Limit
      Given cars charge at 2, 3 and 4
      And the cars are offered
        | 2 | 20 A |
        | 3 | 15 A |
        | 4 | 28 A |
      When <failure>
      Then within 65 s the cars are offered
        | 2 | 7 A  |
        | 3 | 8 A  |
        | 4 | 10 A |

      @DLF-001 @DLF-009
      Examples: Loss of supply
        | failure                         |
        | the supply of station 1 fails   |

      @DLF-002 @DLF-020
      Examples: Loss of the network
        | failure                                    |
        | the network cable of station 1 is pulled out |

    @DLF-010
    Scenario: During the failure nothing changes, whatever the building takes and whoever leaves
      Given cars charge at 2, 3 and 4
      And the supply of station 1 has failed for 65 s
      When the load of the building becomes 80 A on each phase
      And the car at 4 leaves
      Then for 2 min the cars at 2 and 3 are offered the same
      And the cars are offered
        | 2 | 7 A |
        | 3 | 8 A |

    @DLF-011
    Scenario: A car that takes less than the Disconnected Limit goes on as before
      Given a car that takes no more than 6 A charges at 4
      When the supply of station 1 fails
      Then within 65 s the cars are offered
        | 4 | 10 A |
      And the stations together take 6 A on each phase

    @DLF-013
    Scenario: A car that comes during the failure is offered the Disconnected Limit
      Given the supply of station 1 has failed for 2 min
      When a car is plugged in at 2
      Then within 30 s the cars are offered
        | 2 | 7 A |
      And for 2 min the cars at 2 are offered the same

    Scenario Outline: The system recovers by itself, <what>
      Given cars charge at 2, 3 and 4
      And <failure> for 10 min
      When <mended>
      Then within <time> the cars are offered
        | 2 | 20 A |
        | 3 | 15 A |
        | 4 | 28 A |
      And the dashboard of station 1 lists 3 connected slaves and 0 missing
      And no phase has carried more than 63 A

      @DLF-021
      Examples: Behind a fault of the network
        | what                     | failure                                     | mended                                         | time |
        | when the network is back | the network cable of station 1 has been out | the network cable of station 1 is put in again | 65 s |

      @DLF-022
      Examples: Behind a loss of supply
        | what                    | failure                            | mended                             | time  |
        | when the supply is back | the supply of station 1 has failed | the supply of station 1 comes back | 3 min |

    @DLF-025
    Scenario: A slave that loses its link falls back alone
      Given cars charge at 2, 3 and 4
      When the network cable of station 2 is pulled out
      Then within 65 s the cars are offered
        | 2 | 7 A  |
      And within 2 min the cars are offered
        | 2 | 7 A  |
        | 3 | 15 A |
        | 4 | 28 A |
      And the dashboard of station 1 lists station 2 as missing
      And the dashboard of station 1 lists station 4 as connected
      When the car at 3 leaves
      And a car is plugged in at 4/2
      Then the offers to 4 and 4/2 add up to 45 A to 56 A

    @DLF-008
    Scenario Outline: The supply of station <station> fails, and the stand-alone master keeps running
      Given cars charge at 2, 3 and 4
      When the supply of station <station> fails
      Then within 2 min the dashboard of station 1 lists 2 connected slaves and 1 missing
      And within 2 min the cars are offered
        | <one>   | <its>   |
        | <other> | <other's> |
      And for 2 min the cars at <one> and <other> are offered the same

      Examples:
        | station | one | its  | other | other's |
        | 2       | 3   | 15 A | 4     | 28 A    |
        | 4       | 2   | 20 A | 3     | 15 A    |

  Rule: A stand-alone master has no charge point

    Background:
      Given a site with 40 A on each phase and these stations
        | station | role               |
        | 1       | stand-alone master |
        | 2       | slave              |
        | 3       | slave              |

    @DLF-006 @DLF-007
    Scenario: It shares out among its slaves and takes nothing itself
      Given cars charge at 2 and 3
      Then the offers to 2 and 3 add up to 36 A to 40 A
      And the dashboard of station 1 lists 2 connected slaves and 0 missing
      And the dashboard of station 1 lists shares of stations 2 and 3 only
      When a car is plugged in at 1
      Then the offers to 2 and 3 add up to 36 A to 40 A
      And the cars are offered
        | 1 | 0 A |

  Rule: Limits of a slave during the failure

    @DLF-012
    Scenario: The fallback does not rise above the operator's limit
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] | Operator Current Limit [A] |
        | 1       | stand-alone master |                        |                            |
        | 2       | slave              | 20                     | 10                         |
      And cars charge at 2
      And the supply of station 1 has failed for 65 s
      Then the cars are offered
        | 2 | 10 A |

    @DLF-029
    Scenario: A slave that was cut off a moment before the master failed waits until the others have come down
      Given a site with 32 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 16                     |
        | 3       | slave              | 8                      |
      And cars charge at 2, 3 and 3/2
      And the network cable of station 2 has been out for 20 s
      When the supply of station 1 fails
      Then no phase has carried more than 32 A for 2 min
      And the cars are offered
        | 2   | 16 A |
        | 3   | 8 A  |
        | 3/2 | 8 A  |

    @DLF-028
    Scenario: A Disconnected Limit of 0 pauses the slave until the master is back
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 0                      |
      And cars charge at 2
      And the network cable of station 1 has been out for 65 s
      Then the cars are offered
        | 2 | 0 A |
      When the network cable of station 1 is put in again
      Then within 65 s the cars are offered
        | 2 | 32 A |

  Rule: Current is kept aside for those who cannot be reached, for each socket its Disconnected Limit

    @DLF-024
    Scenario: Links come back one after the other
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 8                      |
        | 3       | slave              | 8                      |
        | 4       | slave              | 8                      |
        | 5       | slave              | 8                      |
      And cars charge at 2, 3, 4 and 5
      And the network cables of stations 2, 3, 4 and 5 are out for 70 s
      When the network cables of stations 2, 3, 4 and 5 are put in again, one each 10 s
      Then no phase of the sub-distribution carries more than 63 A for 100 s
      And the offers to 2, 3, 4 and 5 add up to 55 A to 63 A

    @DLF-026
    Scenario: The Disconnected Limit of a slave that is missing is not shared out
      Given a site with 27 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 7                      |
        | 3       | slave              | 7                      |
        | 4       | slave              | 7                      |
      And cars charge at 2, 3 and 4
      And the network cable of station 2 has been out for 90 s
      Then the cars at 3 and 4 are offered 20 A together at most, for 2 min
      And the offers to 3 and 4 add up to 9 A to 20 A
      And no phase has carried more than 27 A

    @DLF-026
    Scenario: Two slaves are missing, each with a vehicle at both of its sockets
      Given a site with 40 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 7                      |
        | 3       | slave              | 7                      |
        | 4       | slave              | 7                      |
      And cars charge at 2, 2/2, 3, 3/2 and 4
      And the network cables of stations 2 and 3 are out for 90 s
      Then the cars at 4 are offered 12 A together at most, for 2 min
      And the car at 4 is offered 7 A to 12 A
      And no phase has carried more than 40 A

    @DLF-027
    Scenario: A master that is cut off leaves room for its slaves
      Given a site with 27 A on each phase and these stations
        | station | role   | Disconnected Limit [A] |
        | 1       | master |                        |
        | 2       | slave  | 7                      |
      And cars charge at 1 and 2
      When the network cable of station 1 is pulled out
      Then within 2 min the cars are offered
        | 2 | 7 A  |
      And the car at 1 is offered 11 A to 20 A
      And for 2 min the cars at 1 and 2 are offered the same
      And no phase has carried more than 27 A

  Rule: The master is inside a charging station

    Background:
      Given a site with 32 A on each phase and these stations
        | station | role   | Operator Current Limit [A] |
        | 1       | master | 16                         |
        | 2       | slave  |                            |
      And cars charge at 1 and 2

    @DLF-019
    Scenario Outline: <fault> at the master's socket: the slave goes on under control and gets what is free
      When the fault "<fault>" comes at socket 1
      Then within 35 s the cars are offered
        | 2 | 32 A |
      And for 90 s the cars at 2 are offered no less than 14 A
      And the dashboard of station 1 lists 1 connected slaves and 0 missing

      Examples:
        | fault            |
        | RCD trips again  |
        | type 2 MCB open  |

    @DLF-017
    Scenario Outline: <fault> at the master's socket: the slave keeps what it has
      When the fault "<fault>" comes at socket 1
      Then for 90 s the cars at 2 are offered no less than 14 A
      And the dashboard of station 1 lists 1 connected slaves and 0 missing

      Examples:
        | fault                        |
        | vehicle error                |
        | vehicle without diode        |
        | residual current of 30 mA AC |

    @DLF-018
    Scenario: The controller has a supply of its own
      When the fault "type 2 MCB open" comes at socket 1
      Then the page and the dashboard of station 1 open
      And for 90 s the cars at 2 are offered no less than 14 A

  Rule: The master is inside a charging station, and its own vehicle has a transaction

    @DLF-019
    Scenario Outline: <fault> at the master's socket ends its own transaction, and its load management goes on
      Given a station that is connected to its backend
      And a site with 32 A on each phase and these stations
        | station | role   | Free Charging | Operator Current Limit [A] | Stop Transaction Mode          |
        | 1       | master | Off           | 16                         | Normal + Mode D + RCD detected |
        | 2       | slave  |               |                            |                                |
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      And cars charge at 2
      When the fault "<fault>" comes at socket 1
      Then the transaction of socket 1 is stopped by the fault
      And within 35 s the cars are offered
        | 2 | 32 A |
      And for 90 s the cars at 2 are offered the same

      Examples:
        | fault           |
        | RCD trips again |
        | type 2 MCB open |

  Rule: The Disconnected Limits together fit into what there is

    @DLF-014
    Scenario Outline: <slaves> slaves of <limit> A and <available> A
      Given a site with <available> A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | <limit>                |
        | 3       | slave              | <limit>                |
      And cars charge at <where>
      When the supply of station 1 fails
      Then the Disconnected Limits of <slaves> slaves take <total> A, and <available> A <verdict> for them
      And after 2 min the stations together take <total> A on each phase

      Examples:
        | available | limit | slaves | where        | total | verdict |
        | 20        | 7     | 2      | 2 and 3      | 14    | suffice |
        | 20        | 7     | 3      | 2, 3 and 3/2 | 21    | lack    |

    @DLF-014
    Scenario Outline: <slaves> slaves of <limit> A and 63 A
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | <limit>                |
        | 3       | slave              | <limit>                |
        | 4       | slave              | <limit>                |
        | 5       | slave              | <limit>                |
        | 6       | slave              | <limit>                |
      And cars charge at 2, 3, 4, 5, 6, 2/2 and 3/2
      And cars charge at <more>
      When the supply of station 1 fails
      Then the Disconnected Limits of <slaves> slaves take <total> A, and 63 A <verdict> for them
      And after 2 min the stations together take <total> A on each phase

      Examples:
        | limit | slaves | more           | total | verdict |
        | 8     | 8      | 4/2            | 64    | lack    |
        | 7     | 9      | 4/2 and 5/2    | 63    | suffice |
        | 7     | 10     | 4/2, 5/2, 6/2  | 70    | lack    |

    @DLF-014
    Scenario: 7 slaves of 8 A and 63 A
      Given a site with 63 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 8                      |
        | 3       | slave              | 8                      |
        | 4       | slave              | 8                      |
        | 5       | slave              | 8                      |
      And cars charge at 2, 3, 4, 5, 2/2, 3/2 and 4/2
      When the supply of station 1 fails
      Then the Disconnected Limits of 7 slaves take 56 A, and 63 A suffice for them
      And after 2 min the stations together take 56 A on each phase

    @DLF-015
    Scenario: On each phase the slaves that can load it take no more than their Disconnected Limits together
      Given a site with 63 A on each phase and these stations
        | station | role               |
        | 1       | stand-alone master |
        | 2       | slave              |
        | 3       | slave              |
        | 4       | slave              |
      And the network cable of station 1 has been out for 2 min
      Then whatever is wired, limited and charging at 2, 3 and 4, each phase carries the sum of its limits, in 8 draws

    @DLF-016
    Scenario Outline: Beside a building that takes 80 A of 100 A, <slaves> slaves of 7 A
      Given a site with 20 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 7                      |
        | 3       | slave              | 7                      |
      And the building takes 80 A on each phase
      And cars charge at <where>
      When the supply of station 1 fails
      Then the Disconnected Limits of <slaves> slaves take <total> A, and 20 A <verdict> for them
      And after 2 min the main connection carries <main> A on each phase

      Examples:
        | slaves | where        | total | verdict | main |
        | 2      | 2 and 3      | 14    | suffice | 94   |
        | 3      | 2, 3 and 3/2 | 21    | lack    | 101  |
