Feature: Two sockets on one feed
  Manual, 7.3, from firmware 5.29.1 on; 7.2, case 3. Both sockets together take no more from the feed than its limit, on
  each of its phases (D-DUO-04). How they share is not described (D-DUO-05): the sum is asserted.

  Rule: Both sockets together stay within the feed

    @DUO-029 @DUO-005
    Scenario: With the function on the offers together stay within the feed
      Given a station with one feed of 32 A
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the feed never carries more than 32 A on a phase for 3 min
      And the vehicles are offered 28 A to 32 A together within 10 s

    @DUO-007
    Scenario: Whatever two vehicles demand, the sum stays within 32 A
      Given a station with one feed of 32 A
      And a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then whatever two vehicles demand, neither offers nor feed ever exceed 32 A

    @DUO-008
    Scenario: The limit holds on each conductor, however the sockets are wired
      Given a station with one feed of 63 A
      Then whatever is wired, configured and demanded, the feed never carries more than its limit, in 16 draws

    @DUO-008
    Scenario Outline: Different rotations can lead two single-phase vehicles to one phase of the grid
      Given the electrician has wired socket 1 as "<first>"
      And the electrician has wired socket 2 as "<second>"
      And a station with one feed of 32 A on which
        | Phase rotation of the ChargePoint               | <first> (<first lines>)   |
        | Phase rotation of the ChargePoint (Connector 2) | <second> (<second lines>) |
      When a single-phase vehicle is plugged in at socket 1
      And a single-phase vehicle is plugged in at socket 2
      Then the feed never carries more than 32 A on a phase for 2 min
      And the feed carries 28 A to 32 A on <shared> and nothing on the others

      Examples:
        | first | first lines | second | second lines | shared |
        | STR   | L2/L3/L1    | SRT    | L2/L1/L3     | L2     |
        | TSR   | L3/L2/L1    | TRS    | L3/L1/L2     | L3     |

    @DUO-045
    Scenario: The two sockets are interchangeable
      Given a station with one feed of 32 A
      Then exchanging the vehicles changes no sum by more than 1 A, in 8 draws

    @DUO-009
    Scenario: A second vehicle joins when the first one has come down
      Given a station with one feed of 32 A
      And a vehicle that follows the pilot after 4.5 s is plugged in at socket 1
      And current flows at socket 1
      And 30 s go by
      When a vehicle is plugged in at socket 2
      Then socket 2 offers no more than the vehicle at socket 1 has left of 32 A, at any moment
      And the feed never carries more than 32 A on a phase for 2 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    Scenario Outline: One socket alone can offer all of the feed
      Given a station with one feed of 32 A
      When a vehicle is plugged in at socket <socket>
      Then the vehicle at socket <socket> is offered 32 A
      And the duty cycle at socket <socket> is 53.3 %

      @DUO-006 @DUO-012
      Examples:
        | socket |
        | 1      |
        | 2      |

    @DUO-015
    Scenario: A feed of 63 A limits two full sockets
      Given a station with one feed of 63 A
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicles are offered 59 A to 63 A together within 30 s
      And the offers together never exceed 63 A for 3 min

    @DUO-014
    Scenario: A feed with room for one vehicle at the minimum pauses the other
      Given a station with one feed of 13 A
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then one vehicle is offered 13 A and the other 0 A within 30 s

    @DUO-014
    Scenario: A feed with room for two vehicles at the minimum serves both
      Given a station with one feed of 14 A
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then one vehicle is offered 7 A and the other 7 A within 30 s

    Scenario Outline: The limit of the feed is shown, and binds both together
      Given a station with one feed of <limit> A
      Then the operator sees "Charging Station Installation Current Limit [A]" as "<limit>"
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered <limit> A
      When a vehicle is plugged in at socket 2
      Then the offers together never exceed <limit> A for 3 min
      And the vehicles are offered <least> A to <limit> A together within 1 s

      @DUO-034
      Examples:
        | limit | least |
        | 20    | 16    |

      @DUO-034 @DUO-013
      Examples: As in the example of the manual
        | limit | least |
        | 32    | 28    |

    @PWR-040
    Scenario: The station has one installation limit
      Given a station with one feed of 25 A
      Then the operator does not see "Installation Current Limit [A]"
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 25 A
      When a vehicle is plugged in at socket 2
      Then the offers together never exceed 25 A for 3 min
      And the vehicles are offered 21 A to 25 A together within 1 s

    @PWR-049
    Scenario: A limit of the feed that is lowered binds both together, while they charge
      Given a station with one feed of 32 A on which
        | Operator Current Limit [A]               | 16 |
        | Operator Current Limit [A] (Connector 2) | 16 |
      And a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And 1 min go by
      When the installer sets "Charging Station Installation Current Limit [A]" to "20"
      Then the vehicles are offered 16 A to 20 A together within 10 s

    @DUO-008
    Scenario: Behind a loss of supply both vehicles go on within the feed
      Given a station with one feed of 32 A
      And a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And 1 min go by
      When the supply is cut for 10 s
      Then the feed never carries more than 32 A on a phase for 3 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @DUO-008
    Scenario: A vehicle that asks for current long after the other finds room on the feed
      Given a station with one feed of 32 A
      And a vehicle that is not ready to charge is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And 5 min go by
      When the vehicle at socket 1 becomes ready to charge
      Then the feed never carries more than 32 A on a phase for 2 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @PWR-031 @PWR-035 @DUO-032
    Scenario: The capacity of the station binds both together, whatever the limit of the feed
      Given a station with one feed of 63 A
      And the manufacturer has set "Charging Station Hardware Current Limit [A]" to "32"
      Then the manufacturer sees "Charging Station Hardware Current Limit [A]" as "32"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 3 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @PWR-046
    Scenario: With the installation limit at the station's the sum is within it
      Given a station with one feed of 32 A
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 3 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @PWR-030
    Scenario: The hardware limit of a socket binds besides
      Given a station with one feed of 32 A
      And the manufacturer has set "Maximum current [A]" to "13"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 1 is offered 13 A
      And the vehicle at socket 2 is offered 13 A within 30 s

    @PWR-044
    Scenario: Each socket has an operator's limit of its own
      Given a station with one feed of 32 A on which
        | Operator Current Limit [A]               | 8  |
        | Operator Current Limit [A] (Connector 2) | 32 |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 8 A
      When a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 3 min
      And the vehicle at socket 1 is offered between 6 A and 8 A within 30 s
      And the vehicle at socket 2 is offered between 16 A and 26 A within 30 s

    @DUO-030
    Scenario: Without the function nothing is shared
      Given the operator has configured
        | Free Charging | On |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered 32 A within 10 s
      And the vehicle at socket 1 is still offered 32 A

  Rule: Under the DLM both limits hold

    @DUO-003
    Scenario Outline: The smaller of the feed's and the DLM's limit binds
      Given a station with one feed of 32 A on which
        | Dynamic Load Management - DLM Master/Slave            | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]            | <island>                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]   | <island>                             |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed <sum> for 5 min
      And the vehicles are offered <least> to <sum> together within 1 s

      Examples:
        | island   | least | sum  |
        | 20/20/20 | 16 A  | 20 A |
        | 63/63/63 | 28 A  | 32 A |

    @DUO-004
    Scenario: With a master unused current is passed on
      Given a station with one feed of 32 A on which
        | Dynamic Load Management - DLM Master/Slave            | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]            | 63/63/63                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]   | 63/63/63                             |
        | Minimum Current Limit [A]                             | 10                                   |
      And a vehicle that takes at most 10 A is plugged in at socket 1
      When a vehicle is plugged in at socket 2
      Then the feed never carries more than 32 A on a phase for 2 min
      And the vehicle at socket 2 is offered between 20 A and 22 A within 1 min

    @DUO-004
    Scenario: With the DLM off the sum holds
      Given a station with one feed of 32 A on which
        | Dynamic Load Management - DLM Master/Slave | Disabled |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 5 min
      And the vehicles are offered 28 A to 32 A together within 1 s

  Rule: Nothing is left that a vehicle could use

    @DUO-010
    Scenario: Freed current returns
      Given a station with one feed of 32 A
      And a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And 1 min go by
      When the cable of socket 1 is pulled from the car
      Then the vehicle at socket 2 is offered 32 A within 35 s

    @DUO-011
    Scenario: What one vehicle does not take is offered to the other
      Given a station with one feed of 32 A on which
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 32/32/32                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32                             |
        | Minimum Current Limit [A]                           | 10                                   |
      And a vehicle that takes at most 10 A is plugged in at socket 1
      And current flows at socket 1
      When a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered between 20 A and 22 A within 1 min

  Rule: Each phase of the feed counts by itself

    @DUO-016
    Scenario: Two single-phase vehicles on equal rotations share one conductor
      Given a station with one feed of 32 A
      When a single-phase vehicle is plugged in at socket 1
      And a single-phase vehicle is plugged in at socket 2
      Then the feed never carries more than 32 A on a phase for 3 min
      And the feed carries 28 A to 32 A on L1 and nothing on the others

    @DUO-017 @DUO-040
    Scenario: Two single-phase vehicles on different rotations do not limit each other
      Given the electrician has wired socket 2 as "STR"
      And a station with one feed of 32 A on which
        | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1) |
      When a single-phase vehicle is plugged in at socket 1
      And a single-phase vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered 32 A within 1 min
      And the vehicle at socket 1 is offered 32 A within 2 min
      And the feed carries 32 A, 32 A and 0 A

    @DUO-041
    Scenario: Different rotations let two single-phase vehicles charge in full
      Given the electrician has wired socket 2 as "STR"
      And a station with one feed of 20 A on which
        | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1) |
        | Operator Current Limit [A]                      | 16             |
        | Operator Current Limit [A] (Connector 2)        | 16             |
      When a single-phase vehicle is plugged in at socket 1
      And a single-phase vehicle is plugged in at socket 2
      Then the feed carries 16 A, 16 A and 0 A

    @DUO-041
    Scenario: Equal rotations make them share
      Given a station with one feed of 20 A on which
        | Operator Current Limit [A]               | 16 |
        | Operator Current Limit [A] (Connector 2) | 16 |
      When a single-phase vehicle is plugged in at socket 1
      And a single-phase vehicle is plugged in at socket 2
      Then the feed never carries more than 20 A on a phase for 3 min
      And the feed carries 16 A to 20 A on L1 and nothing on the others

    @DUO-037
    Scenario: A three-phase vehicle loads three phases of socket 1
      Given a station with one feed of 32 A
      Then the operator sees "Phases connected to the ChargePoint" as "Three-phase system"
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes 32 A, 32 A and 32 A

    @DUO-038
    Scenario: The phases of socket 2 are set apart
      Given the electrician has connected 1 phase to socket 2
      And a station with one feed of 32 A on which
        | Phases connected to the ChargePoint (Connector 2) | Single-phase system |
      Then the operator sees "Phases connected to the ChargePoint" as "Three-phase system"
      And the operator sees "Phases connected to the ChargePoint (Connector 2)" as "Single-phase system"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 loads L1 and no other conductor
      And the vehicle at socket 1 loads L1, L2 and L3 and no other conductor
      And the vehicles are offered 28 A to 32 A together within 35 s

    @DUO-038
    Scenario: Three phases of socket 2 are booked before anything is measured, though socket 1 has one
      Given the electrician has connected 1 phase to socket 1
      And the electrician has wired socket 2 as "STR"
      And a station with one feed of 32 A on which
        | Phases connected to the ChargePoint             | Single-phase system |
        | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1)      |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 1 min go by
      When a vehicle is plugged in at socket 2
      Then the feed never carries more than 32 A on a phase for 1 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @DUO-039
    Scenario: The standard rotation leads L1 of socket 1 to L1 of the grid
      Given a station with one feed of 32 A
      Then the operator sees "Phase rotation of the ChargePoint" as "RST (L1/L2/L3, standard phase position)"
      When a single-phase vehicle is plugged in at socket 1
      Then the feed carries 32 A, 0 A and 0 A

    @DUO-042
    Scenario: The operator's limits of the sockets are set apart
      Given a station with one feed of 32 A on which
        | Operator Current Limit [A]               | 16 |
        | Operator Current Limit [A] (Connector 2) | 10 |
      Then the operator sees "Operator Current Limit [A]" on page "Load Management"
      And the operator sees "Operator Current Limit [A] (Connector 2)" on page "Load Management"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 1 is offered 16 A
      And the vehicle at socket 2 is offered 10 A within 30 s

    @DUO-043 @DUO-044
    Scenario: Two limits of 16 A use up a feed of 32 A
      Given a station with one feed of 32 A on which
        | Operator Current Limit [A]               | 16 |
        | Operator Current Limit [A] (Connector 2) | 16 |
      When a vehicle is plugged in at socket 1
      Then the duty cycle at socket 1 is 26.7 %
      When a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered 16 A within 10 s
      And the vehicles are offered 28 A to 32 A together within 1 s
      And the operator sees "Operator Current Limit [A]" as "16"
      And the operator sees "Operator Current Limit [A] (Connector 2)" as "16"

  Rule: The manufacturer sets it up on both controllers

    @DUO-001
    Scenario: The function is there and can be switched on
      When the manufacturer configures
        | Charging station with one feed                | On |
        | Charging station with one feed (Controller 2) | On |
      Then the manufacturer sees "Charging station with one feed" as "On"
      And the manufacturer sees "Charging Station Hardware Current Limit [A]" as "32"
      And the operator sees "Charging Station Installation Current Limit [A]" as "32"

    @DUO-024 @DUO-025
    Scenario Outline: The settings are on the manufacturer's page of the legacy interface
      Given a station with one feed of 32 A
      Then the manufacturer sees "<setting>" on page "192.168.123.123/legacy/manufacturer/manufacturer"
      And the operator does not see "<setting>" on page "192.168.123.123/legacy/manufacturer/manufacturer"

      Examples:
        | setting                                                                |
        | Master/Slave Mode                                                      |
        | Charging station with one feed                                         |
        | Settings of the charging station with one feed are open to the installer |
        | Charging Station Hardware Current Limit [A]                            |

    @DUO-026
    Scenario: A station that is set up on the master only stays within its feed
      Given the manufacturer has configured
        | Charging station with one feed | On |
        | Free Charging                  | On |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 3 min

    @DUO-027
    Scenario: What is not saved is not valid
      When the manufacturer types "Charging station with one feed" as "On"
      And the page is left without saving
      Then the manufacturer sees "Charging station with one feed" as "Off"

    @DUO-027
    Scenario Outline: What is saved is valid, on each controller
      When the manufacturer configures
        | <setting> | On |
      Then the manufacturer sees "<setting>" as "On"

      Examples:
        | setting                                       |
        | Charging station with one feed                |
        | Charging station with one feed (Controller 2) |

    @DUO-028
    Scenario: One controller is the master, the other the slave
      Then the manufacturer sees "Master/Slave Mode" as "Master"
      And the manufacturer sees "Master/Slave Mode (Controller 2)" as "Slave"

    @DUO-018
    Scenario: Without a pair of controllers there is nobody to share with
      Given a station with one feed of 32 A on which
        | Master/Slave Mode                | Off |
        | Master/Slave Mode (Controller 2) | Off |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered 32 A within 10 s
      And the vehicle at socket 1 is still offered 32 A

    @DUO-018
    Scenario: A pair of controllers shares
      Given a station with one feed of 32 A on which
        | Master/Slave Mode                | Master |
        | Master/Slave Mode (Controller 2) | Slave  |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the offers together never exceed 32 A for 3 min
      And the vehicles are offered 28 A to 32 A together within 1 s

    @DUO-022
    Scenario: The mode adapts other parameters
      Given the manufacturer has configured
        | Master/Slave Mode (Controller 2) | Off |
      And all parameters are noted
      When the manufacturer configures
        | Master/Slave Mode (Controller 2) | Slave |
      Then another parameter than "Master/Slave Mode (Controller 2)" has changed

    @DUO-019 @DUO-021
    Scenario: The master holds the only line to the backend
      Given a station that is connected to its backend
      And 1 min go by
      Then the backend knows one line of the station, with connectors 1 and 2

    @DUO-021
    Scenario: A transaction of the slave comes to the backend over that line
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      When a vehicle is plugged in at socket 2
      And card "0A0E9B83" is presented at socket 2
      Then a transaction of "0a0e9b83" starts at socket 2
      And the backend knows one line of the station, with connectors 1 and 2

    @DUO-023
    Scenario: A master has one slave
      Given a station that is connected to its backend
      When a further slave controller "CC-0000003" is plugged into the master
      Then the backend is told of no connector but 1 and 2 for 5 min
      And the log files say that controller "CC-0000003" is not taken
      When the backend asks for the key "NumberOfConnectors"
      Then the answer has exactly "NumberOfConnectors" with "2"

    @DUO-020
    Scenario: The master starts and stops transactions on the slave
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a vehicle is plugged in at socket 2
      And 5 s go by
      When the backend starts a session for "0a0e9b83" at socket 2
      Then a transaction of "0a0e9b83" starts at socket 2
      And current flows at socket 2 within 30 s
      When the backend stops the transaction of socket 2
      Then the current at socket 2 stops within 10 s
      And the transaction of socket 2 stops with reason Remote

  Rule: Then the operator sets the limit of the feed

    @DUO-031
    Scenario Outline: The function is open to the installer, or is not
      When the manufacturer configures
        | Settings of the charging station with one feed are open to the installer | <open> |
      Then the installer <sees> "Charging station with one feed" on page "Installation"

      Examples:
        | open | sees         |
        | On   | sees         |
        | Off  | does not see |

    @DUO-033 @DUO-036
    Scenario: The operator finds the fields on the Installation page
      Given a station with one feed of 32 A on which
        | Settings of the charging station with one feed are open to the installer | On |
      Then the operator sees "Charging station with one feed" on page "Installation"
      And the operator sees "Charging station with one feed" as "On"
      And the operator sees "Charging Station Installation Current Limit [A]" on page "Installation"
      When the operator sets "Charging Station Installation Current Limit [A]" to "25"
      Then the operator sees "Charging Station Installation Current Limit [A]" as "25"

    @DUO-035
    Scenario Outline: The limit of the feed is at most the station's capacity
      Given a station with one feed of 32 A
      When the operator tries to set "Charging Station Installation Current Limit [A]" to "<value>"
      Then the value is <answer>

      Examples:
        | value | answer   |
        | 32    | accepted |
        | 33    | refused, or "Charging Station Installation Current Limit [A]" is at most 32 |
