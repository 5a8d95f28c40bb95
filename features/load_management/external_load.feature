Feature: Load management with an external meter
  Manual, 1.4 and 7.4.2. A meter tells the master what else hangs on the connection; what the building leaves below the
  main limit, and below the limits of the sub-distribution, is shared out. The meter hangs in the branch of the
  building (excluding the charge points) or behind the meter of the grid operator (including them).

  Rule: What the building leaves is shared out, wherever the meter hangs

    Scenario Outline: A lone vehicle gets what 25 A of the building leave of 40 A, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
      And the building takes 25/25/25 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 15 A

      @DLM-010 @DLM-052 @DLM-066 @DLM-125 @DLM-126 @DLM-128
      Examples:
        | place                         |
        | in the branch of the building |

      @DLM-010 @DLM-052 @DLM-066 @DLM-124 @DLM-126 @DLM-127
      Examples:
        | place                                 |
        | behind the meter of the grid operator |

    Scenario Outline: Building <building>, main limit 63 A: <left> for two vehicles, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes <building>
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then after two runs both vehicles together are offered <left>
      And from 65 s on the main carries 63 A per phase at most, for 2 min

      @DLM-118 @DLM-126
      Examples:
        | building   | left | place                                 |
        | 10/10/10 A | 53 A | in the branch of the building         |
        | 50/50/50 A | 13 A | in the branch of the building         |
        | 10/10/10 A | 53 A | behind the meter of the grid operator |
        | 50/50/50 A | 13 A | behind the meter of the grid operator |

      @DLM-118 @DLM-017 @DLM-126
      Examples:
        | building   | left | place                                 |
        | 30/30/30 A | 33 A | in the branch of the building         |
        | 30/30/30 A | 33 A | behind the meter of the grid operator |

      @DLM-138
      Examples:
        | building   | left | place                                 |
        | 0/0/0 A    | 63 A | in the branch of the building         |
        | 40/40/40 A | 23 A | behind the meter of the grid operator |

    @DLM-016
    Scenario Outline: Building and charge points together stay below the main limit, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
      And the building takes 28/28/28 A
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then from 65 s on the main carries 40 A per phase at most, for 5 min
      And after two runs both vehicles together are offered 12 A

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-127 @DLM-130
    Scenario: What the charge points draw is not taken for a load of the building
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 30/30/30 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      And 2 min have gone by
      When 1 s go by
      Then for 15 min both vehicles together go on being offered 33 A
      And no phase has carried more than 33 A

    @DLM-127
    Scenario Outline: A single-phase vehicle on grid L<phase> is taken out of what the meter reads there
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
      And L1 of socket 1 hangs on grid L<phase>, and it is set so
      And the building takes 10/15/20 A
      And a hungry single-phase vehicle charges at socket 1
      And 2 min have gone by
      When 1 s go by
      Then the offer at socket 1 stays at <left> for 2 min

      Examples:
        | phase | left |
        | 1     | 30 A |
        | 2     | 25 A |
        | 3     | 20 A |

    @DLM-131
    Scenario Outline: One house, one result: building 37 A, main limit 100 A, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And the building takes 37/37/37 A
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then after two runs both vehicles together are offered 63 A

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-129 @DLM-130
    Scenario Outline: Whatever building, limits and headroom are, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 100/100/100 |
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      Then the vehicles are offered what the formula leaves, whatever its terms are

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-011
    Scenario: Without external meter the fixed limit is shared out and no meter is asked
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master without external meter and
        | IP address of second meter                 | 172.16.23.50                 |
        | Meter configuration (Second)               | Modbus Siemens 7KM2200 (TCP) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20                     |
      And the building takes 90/90/90 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 20 A
      And the station does not ask meter "house" for 2 min

    @DLM-141
    Scenario: The limits of the sub-distribution bind below the main limit
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 200/200/200 |
        | Minimum Current Limit [A]                  | 8           |
        | Disconnected Limit [A]                     | 8           |
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then after two runs both vehicles together are offered 32 A
      And from 65 s on the sub-distribution carries 32 A per phase at most, for 2 min

    @DLM-141
    Scenario: The Minimum Current Limit is in force with a meter, too
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
        | Minimum Current Limit [A]                  | 8        |
      And the building takes 56/56/56 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is paused

    @DLM-141
    Scenario: The Disconnected Limit is in force beside a master that reads a meter
      Given a 7KM2200 at the connection of the house has the address 172.16.23.20
      And slaves 2 and 3 of a stand-alone master with 40 A, main connection 100 A, fallback 80 A, that reads the 7KM2200 at 172.16.23.20
      And the operator of station 2 has set "Disconnected Limit [A]" to "8"
      And cars charge at 2 and 3
      When the network cable of station 1 is pulled out
      Then within 65 s the cars are offered
        | 2 | 8 A |
        | 3 | 7 A |

    @DLM-137
    Scenario Outline: A building that feeds in does not raise the offers above the sub-distribution limit, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      When the building feeds in 30/30/30 A
      Then after two runs both vehicles together are offered 32 A
      And from 0 s on the sub-distribution carries 32 A per phase at most, for 2 min

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

  Rule: The meter is read as what it is

    Scenario Outline: The load of a <model> is read
      Given meter "house" (<model>) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
      And the building takes 25/25/25 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 15 A

      @DLM-012
      Examples:
        | model    |
        | 7KM2200  |
        | EM300-LR |

      @DLM-012 @MTR-024
      Examples:
        | model     |
        | EEM-MB371 |
        | EEM-MB370 |

    @DLM-012
    Scenario Outline: A <model> read as "<type>" is no house without load
      Given meter "house" (<model>) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | Meter configuration (Second)           | <type>   |
        | Main Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
      When a hungry vehicle comes to socket 1
      Then the offer at socket 1 does not rise above 0 A for 2 min

      Examples:
        | model    | type                                   |
        | 7KM2200  | Modbus B-Control EM300-LR (TCP)        |
        | EM300-LR | Modbus Siemens 7KM2200 (TCP)           |
        | 7KM2200  | Modbus Phoenix Contact EEM-MB371 (TCP) |

    @DLM-013
    Scenario: Of two meters the one at the address that is entered is read
      Given meter "one" (7KM2200) on a desk has the address 172.16.23.50
      And meter "two" (7KM2200) on a desk has the address 172.16.23.51
      And meter "one" reads 12/12/12 A
      And meter "two" reads 5/5/5 A
      And a DLM master with meter "two" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32                     |
        | Main Distribution Limit (L1/L2/L3) [A]     | 20/20/20                     |
        | External Meter Location                    | Excluding EVSE Sub-Distribution |
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 15 A
      And the station asks meter "two" at least every 30 s
      And the station does not ask meter "one" for 2 min

    @DLM-054
    Scenario: The meter is asked in every sample period, and a step in its values changes the offers
      Given meter "house" (7KM2200) on a desk has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32                     |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40                     |
        | External Meter Location                    | Excluding EVSE Sub-Distribution |
      And meter "house" reads 10/10/10 A
      And a hungry vehicle charges at socket 1
      When meter "house" reads 28/28/28 A
      Then after two runs the vehicle at socket 1 is offered 12 A
      And the station asks meter "house" at least every 30 s

    Scenario Outline: On grid L<phase> a single-phase vehicle gets <left> beside <loads>
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | <main>   |
      And L1 of socket 1 hangs on grid L<phase>, and it is set so
      And the building takes <loads>
      When a hungry single-phase vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      @MTR-009
      Examples:
        | phase | loads      | main     | left |
        | 1     | 10/20/30 A | 40/40/40 | 30 A |
        | 2     | 10/20/30 A | 40/40/40 | 20 A |
        | 3     | 10/20/30 A | 40/40/40 | 10 A |

      @MTR-020
      Examples:
        | phase | loads      | main     | left |
        | 1     | 40/10/10 A | 50/50/50 | 10 A |
        | 2     | 40/10/10 A | 50/50/50 | 32 A |

    @DLM-134
    Scenario Outline: A three-phase vehicle is held by its worst phase, beside <loads>
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes <loads>
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | loads      | left |
        | 38/51/33 A | 12 A |
        | 38/57/33 A | 0 A  |

    @DLM-132
    Scenario: A load on L1 leaves a single-phase vehicle on L2 alone
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
      And L1 of socket 1 hangs on grid L2, and it is set so
      And the building takes 10/10/10 A
      And a hungry single-phase vehicle charges at socket 1
      When the building takes 38/10/10 A
      Then the offer at socket 1 stays at 30 A for 2 min

    @DLM-132
    Scenario: A load on L1 holds a three-phase vehicle on all phases
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 10/10/10 A
      And a hungry vehicle charges at socket 1
      When the building takes 50/10/10 A
      Then after two runs the vehicle at socket 1 is offered 13 A

  Rule: The building changes, and the vehicles follow

    @DLM-119
    Scenario Outline: A sudden load is answered within two sample periods and 5 s, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 10/10/10 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      And <while> have gone by
      When the building takes 50/50/50 A
      Then from 65 s on the main carries 63 A per phase at most, for 5 min
      And after two runs both vehicles together are offered 13 A

      Examples:
        | place                                 | while |
        | in the branch of the building         | 3 s   |
        | in the branch of the building         | 17 s  |
        | behind the meter of the grid operator | 3 s   |
        | behind the meter of the grid operator | 26 s  |

    @DLM-119
    Scenario: A vehicle whose current never rests does not hide what the building takes
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 10/10/10 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      When for 2 min the vehicle at socket 1 takes 2 A and 6 A by turns, each for 10 s, while the building takes 50 A on each phase
      Then from 65 s on the main carries 63 A per phase at most, for 1 min

    @DLM-120
    Scenario Outline: A load that falls frees current, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 50/50/50 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      When the building takes 10/10/10 A
      Then after two runs both vehicles together are offered 53 A

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-121
    Scenario Outline: A connection without a reserve on paper still feeds charge points, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 20/20/20 A
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then after two runs both vehicles together are offered 43 A
      And when the building takes 60/60/60 A no vehicle is offered any after two runs

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-117
    Scenario: Only the building changes, and the offers change
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 80/80/80 |
      And the building takes 10/10/10 A
      And a hungry vehicle charges at socket 1
      When the building takes 60/60/60 A
      Then after two runs the vehicle at socket 1 is offered 20 A

    @DLM-117
    Scenario: Only the charging currents change, and the offers change
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 43/43/43 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      When the cable of socket 2 is pulled from the car
      Then after two runs the vehicle at socket 1 is offered 20 A

    @DLM-122
    Scenario: A vehicle keeps to what it is told
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 53/53/53 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 10 A
      And from 65 s on the sub-distribution carries 10 A per phase at most, for 2 min

    @DLM-123
    Scenario: What a vehicle does not use any more is given to the other
      Given a DLM master without external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 40/40/40 |
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      Then while the vehicle at socket 1 tapers to 6 A over 30 min, the other follows with what is left of 40 A

    @DLM-053
    Scenario Outline: The connection is used and never beyond its limit, meter <place>
      Given meter "house" (7KM2200) <place> has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      Then while the building walks from 10 A to 90 A and back, at the end of each step the main carries 100 A at most, and the vehicles are offered what is left

      Examples:
        | place                                 |
        | in the branch of the building         |
        | behind the meter of the grid operator |

    @DLM-133
    Scenario Outline: Each ampere of the building takes one: <load> leave <left>
      Given meter "house" (7KM2200) on a desk has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 100/100/100                  |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100                  |
        | External Meter Location                    | Excluding EVSE Sub-Distribution |
      And meter "house" reads <load>
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then after two runs both vehicles together are offered <left>

      Examples:
        | load          | left |
        | 40/40/40 A    | 60 A |
        | 41/41/41 A    | 59 A |
        | 70/70/70 A    | 30 A |
        | 71/71/71 A    | 29 A |
        | 100/100/100 A | 0 A  |
        | 120/120/120 A | 0 A  |

    @DLM-016
    Scenario Outline: A part of an ampere of the building counts as a whole one: <load> leave <left>
      Given meter "house" (7KM2200) on a desk has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32                        |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63                        |
        | External Meter Location                    | Excluding EVSE Sub-Distribution |
      And meter "house" reads <load> on each phase
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | load   | left |
        | 40.1 A | 22 A |
        | 40.9 A | 22 A |

    @DLM-016
    Scenario Outline: A main limit of its own for each phase, for a vehicle on grid L<phase>
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32  |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/95/90 |
      And L1 of socket 1 hangs on grid L<phase>, and it is set so
      And the building takes 80/80/80 A
      When a hungry single-phase vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | phase | left |
        | 1     | 20 A |
        | 2     | 15 A |
        | 3     | 10 A |

  Rule: A wrong location

    @DLM-135
    Scenario: Excluding, while the meter sees the charge points, starves the vehicles and overloads nothing
      Given meter "house" (7KM2200) behind the meter of the grid operator has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63                        |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100                     |
        | External Meter Location                    | Excluding EVSE Sub-Distribution |
      And the building takes 37/37/37 A
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then within 5 min both vehicles together are offered 33 A or less
      And from 65 s on the main carries 100 A per phase at most, for 10 min

    @DLM-136
    Scenario: Including, while the meter does not see the charge points, overloads the connection
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63                        |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100                     |
        | External Meter Location                    | Including EVSE Sub-Distribution |
      And the building takes 60/60/60 A
      And a hungry vehicle charges at socket 1
      When a hungry vehicle comes to socket 2
      Then within 5 min the main carries more than 120 A on each phase

  Rule: The headroom is kept free

    Background:
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50

    @DLM-154
    Scenario Outline: Main limit 100 A, building 85 A, headroom <headroom>: <left>
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
        | External Load Headroom (L1/L2/L3) [A]      | <headroom>  |
      And the building takes 85/85/85 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | headroom | left |
        | 0/0/0    | 15 A |
        | 5/5/5    | 10 A |
        | 9/9/9    | 0 A  |

    @DLM-154
    Scenario Outline: Headroom on L1 alone, for a vehicle on grid L<phase>
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
        | External Load Headroom (L1/L2/L3) [A]      | 5/0/0       |
      And L1 of socket 1 hangs on grid L<phase>, and it is set so
      And the building takes 85/85/85 A
      When a hungry single-phase vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | phase | left |
        | 1     | 10 A |
        | 2     | 15 A |
        | 3     | 15 A |

    @DLM-155
    Scenario Outline: A headroom is as good as a main limit that is lower by it: <main>, <headroom>
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63   |
        | Main Distribution Limit (L1/L2/L3) [A]     | <main>     |
        | External Load Headroom (L1/L2/L3) [A]      | <headroom> |
      And the building takes 30/40/50 A
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered 18 A

      Examples:
        | main     | headroom |
        | 80/80/80 | 12/12/12 |
        | 68/68/68 | 0/0/0    |

    @DLM-156
    Scenario: A headroom covers what the building grows by while the master reacts
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
        | External Load Headroom (L1/L2/L3) [A]      | 10/10/10    |
      And the building takes 40/40/40 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      Then while the building rises by up to 10 A in 65 s, and falls, the main never carries more than 100 A

  Rule: A meter that cannot be read is replaced by the fallback

    Background:
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50

    @DLM-158
    Scenario: The fallback is the load of a building whose meter is dead
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
        | External Load Fallback (L1/L2/L3) [A]      | 40/40/40    |
      And the building takes 80/80/80 A
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      When meter "house" fails: no power
      Then 30 s later and after two runs both vehicles together are offered 60 A

    @DLM-158
    Scenario Outline: A fallback of its own for each phase, for a vehicle on grid L<phase>
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
        | External Load Fallback (L1/L2/L3) [A]      | 90/85/80    |
      And L1 of socket 1 hangs on grid L<phase>, and it is set so
      And meter "house" has failed for 2 min: no power
      When a hungry single-phase vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      Examples:
        | phase | left |
        | 1     | 10 A |
        | 2     | 15 A |
        | 3     | 20 A |

    @MTR-023
    Scenario Outline: A meter that fails (<how>) is no house without load
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
        | External Load Fallback (L1/L2/L3) [A]      | 50/50/50 |
      And the building takes 40/40/40 A
      And a hungry vehicle charges at socket 1
      When meter "house" fails: <how>
      Then the offer at socket 1 does not rise above 23 A for 3 min
      And the vehicle at socket 1 has an offer of 13 A

      Examples:
        | how              |
        | exception 2      |
        | truncated frame  |
        | NaN              |
        | infinite         |
        | absurd           |
        | swapped words    |
        | no answer        |
        | reset connection |
        | wrong unit       |

    @MTR-023
    Scenario: One poll that fails in between changes nothing
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
      And the building takes 40/40/40 A
      And a hungry vehicle charges at socket 1
      And meter "house" has failed for 6 s: exception 4
      When meter "house" works again
      Then the offer at socket 1 stays at 23 A for 2 min

    @DLM-159
    Scenario: A fallback of 9999 A pauses all vehicles, and their transactions stay open
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a DLM master with backend and meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63       |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100    |
        | External Load Fallback (L1/L2/L3) [A]      | 9999/9999/9999 |
      And a session of card "0A0E9B83" runs at socket 1
      When meter "house" fails: no power
      Then 30 s later and after two runs no vehicle is offered anything
      And the vehicles have kept their transactions

    @DLM-160
    Scenario: The readings of a meter that is back take over by themselves
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And the building takes 85/85/85 A
      And a hungry vehicle charges at socket 1
      And meter "house" has failed for 2 min: no power
      When meter "house" works again
      Then after two runs the vehicle at socket 1 is offered 15 A
      And the vehicle at socket 1 charges again within 65 s

    @DLM-161
    Scenario: A dead meter with a fallback is as good as a meter that reads it
      Given a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And a hungry vehicle charges at socket 1
      And a hungry vehicle charges at socket 2
      Then a fallback and a reading of the same current give the same offers

  Rule: The settings of the manual's pictures

    Scenario Outline: With the picture's limits a building of <building> leaves <left>
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And the building takes <building>
      When a hungry vehicle comes to socket 1
      Then after two runs the vehicle at socket 1 is offered <left>

      @DLM-152
      Examples:
        | building      | left |
        | 30/30/30 A    | 20 A |
        | 95/95/95 A    | 0 A  |
        | 110/110/110 A | 0 A  |

      @DLM-152 @DLM-153
      Examples:
        | building   | left |
        | 90/90/90 A | 10 A |
